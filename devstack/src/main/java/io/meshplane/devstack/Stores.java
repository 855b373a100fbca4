package io.meshplane.devstack;

import io.meshplane.devstack.file.Secrets;
import io.meshplane.devstack.kafka.KafkaBroker;
import io.meshplane.devstack.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The process {@code stores}: Kafka and PostgreSQL, both real, both durable. */
final class Stores {
    /** One per service that keeps state in SQL. */
    static final List<String> DATABASES = List.of("registry", "payment", "telemetry");

    private static final Set<String> PARTS = Set.of("kafka", "postgres");
    private static final Set<String> OPTIONS = Set.of("data", "kafka-port", "postgres-port", "parts", "parent");

    static void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, OPTIONS);
        Path data = options.data();
        Set<String> chosen = options.parts(PARTS);
        List<Part> parts = new ArrayList<>();
        if (chosen.contains("kafka")) parts.add(kafka(data.resolve("kafka"), options.port("kafka-port")));
        if (chosen.contains("postgres")) parts.add(postgres(data, options.port("postgres-port")));

        DevProcess process = new DevProcess("stores", data);
        process.followParent(options.parent());
        process.claimFolder();
        if (chosen.contains("postgres")) PostgresServer.endOrphan(data.resolve("postgres"));
        process.checkPorts(parts);
        process.start(parts);
    }

    private static Part kafka(Path folder, int port) {
        return new Part("kafka", List.of(ListenAddress.tcp(port)), () -> {
            KafkaBroker broker = KafkaBroker.start(folder, port);
            Map<String, String> facts = Map.of(
                    "kafka.bootstrap", broker.bootstrap(),
                    "kafka.port", String.valueOf(broker.port()));
            return new Part.Running(broker.bootstrap(), facts, broker);
        });
    }

    private static Part postgres(Path data, int port) {
        return new Part("postgres", List.of(ListenAddress.tcp(port)), () -> {
            Secrets secrets = new Secrets(data);
            PostgresServer server = PostgresServer.start(data.resolve("postgres"), port, secrets, DATABASES);
            Map<String, String> facts = Map.of(
                    "postgres.port", String.valueOf(server.port()),
                    "postgres.pid", String.valueOf(server.pid()),
                    "postgres.user", PostgresServer.ROLE,
                    "postgres.password-file",
                            secrets.path(PostgresServer.PASSWORD_SECRET).toString());
            return new Part.Running("127.0.0.1:" + server.port(), facts, server, Optional.of(server.onExit()));
        });
    }

    private Stores() {}
}
