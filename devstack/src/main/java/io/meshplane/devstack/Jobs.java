package io.meshplane.devstack;

import io.meshplane.devstack.invite.Invitation;
import io.meshplane.devstack.kafka.KafkaTopics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Commands that do one thing and end: what an unattended start in containers needs beside the processes. */
final class Jobs {
    private static final Set<String> TOPICS_OPTIONS = Set.of("bootstrap");
    private static final Set<String> INVITE_OPTIONS =
            Set.of("issuer", "secret-file", "registry", "network", "role", "token-file");

    /** Brings the topics of a broker to what the contracts say. */
    static void topics(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, TOPICS_OPTIONS, TOPICS_OPTIONS);
        KafkaTopics.ensure(options.text("bootstrap"));
        System.out.println("topics are as the contracts say");
    }

    /** Gets a node its enrolment token. */
    static void invite(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, INVITE_OPTIONS, INVITE_OPTIONS);
        Invitation invitation = new Invitation(
                URI.create(options.text("issuer")),
                Files.readString(Path.of(options.text("secret-file"))).strip(),
                URI.create(options.text("registry")),
                options.text("network"),
                options.text("role"));
        invitation.writeTo(Path.of(options.text("token-file")));
        System.out.println("the enrolment token is there");
    }

    private Jobs() {}
}
