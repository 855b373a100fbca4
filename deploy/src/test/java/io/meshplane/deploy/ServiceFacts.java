package io.meshplane.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the sources of a service say about it.
 *
 * @param name of the folder under services/, and {@code quarkus.application.name}
 * @param httpPort default port of its REST
 * @param managementPort default port of health and metrics
 * @param keys every configuration key of the service
 * @param loopbackKeys those whose default leads to this host's loopback, so that a container needs another value
 * @param topics names of the constants of {@code Topics} that its sources use
 * @param consumes names of the topics that its channels consume
 */
record ServiceFacts(
        String name,
        int httpPort,
        int managementPort,
        ConfigKeys keys,
        Set<String> loopbackKeys,
        Set<String> topics,
        Set<String> consumes) {
    /** The part of the management interface that answers for health, fixed by Quarkus. */
    static final String READY = "/q/health/ready";

    private static final Pattern NAME = line("quarkus.application.name", "([a-z-]+)");
    private static final Pattern HTTP = line("quarkus.http.port", "\\$\\{meshplane\\.http\\.port:([0-9]+)}");
    private static final Pattern MANAGEMENT =
            line("quarkus.management.port", "\\$\\{meshplane\\.management\\.port:([0-9]+)}");
    private static final Pattern CONSUMED = Pattern.compile("(?m)^mp\\.messaging\\.incoming\\.[^.]+\\.topic=(.+)$");
    private static final Pattern TOPIC = Pattern.compile("\\bTopics\\.([A-Z][A-Z_]+)\\b");

    static List<ServiceFacts> all() {
        return Checkout.files(Checkout.path("services"), "src/main/resources/application.properties").stream()
                .map(properties -> of(properties.resolve("../../../..").normalize()))
                .toList();
    }

    private static ServiceFacts of(Path module) {
        String own = Checkout.text(module.resolve("src/main/resources/application.properties"));
        List<Path> folders = new ArrayList<>(List.of(module, Checkout.path("platform")));
        if (Checkout.text(module.resolve("pom.xml")).contains("<artifactId>platform-outbox</artifactId>")) {
            folders.add(Checkout.path("platform-outbox"));
        }
        ConfigKeys keys = ConfigKeys.of(folders);
        return new ServiceFacts(
                first(NAME, own, module),
                Integer.parseInt(first(HTTP, own, module)),
                Integer.parseInt(first(MANAGEMENT, own, module)),
                keys,
                keys.loopbackDefaults(),
                folders.stream()
                        .flatMap(folder -> topics(folder).stream())
                        .collect(Collectors.toCollection(TreeSet::new)),
                CONSUMED.matcher(own).results().map(m -> m.group(1).strip()).collect(Collectors.toSet()));
    }

    private static Set<String> topics(Path module) {
        return Checkout.files(module.resolve("src/main/java"), ".java").stream()
                .flatMap(file -> TOPIC.matcher(Checkout.text(file)).results().map((MatchResult m) -> m.group(1)))
                .filter(name -> !name.equals("ALL") && !name.equals("CONSUMER_GROUPS"))
                .collect(Collectors.toSet());
    }

    private static Pattern line(String key, String value) {
        return Pattern.compile("(?m)^" + Pattern.quote(key) + "=" + value + "\\s*$");
    }

    private static String first(Pattern pattern, String text, Path module) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) throw new IllegalStateException(module + ": no line like " + pattern);
        return matcher.group(1);
    }
}
