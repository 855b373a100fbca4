package io.meshplane.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The configuration keys that the sources of some modules know: names in property files, {@code ${key:default}} in their
 * values, {@code @ConfigProperty} and the methods of {@code @ConfigMapping} interfaces.
 *
 * @param defaults key to default; empty if there is none
 * @param prefixes keys of maps: anything may follow
 */
record ConfigKeys(Map<String, String> defaults, Set<String> prefixes) {
    private static final Pattern LINE = Pattern.compile("(?m)^([A-Za-z][^=#\\s]*)=(.*)$");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([a-z][a-z0-9.-]*)(?::([^}]*))?}");
    private static final Pattern PROPERTY = Pattern.compile("@ConfigProperty\\(name = \"([^\"]+)\"");
    /** Read by SmallRye Config itself, before any source. */
    private static final String LOCATIONS = "smallrye.config.locations";

    static ConfigKeys of(List<Path> modules) {
        ConfigKeys keys = new ConfigKeys(new TreeMap<>(), new TreeSet<>());
        keys.defaults.put(LOCATIONS, "");
        for (Path module : modules) {
            Checkout.files(module.resolve("src/main/resources"), ".properties").forEach(keys::addProperties);
            Checkout.files(module.resolve("src/main/java"), ".java").forEach(keys::addSource);
        }
        return keys;
    }

    private void addProperties(Path file) {
        LINE.matcher(Checkout.text(file)).results().forEach(line -> {
            String value = line.group(2).strip();
            // a value that is one expression: that key is the one to set
            if (!EXPRESSION.matcher(value).find()) defaults.put(line.group(1), value);
            else defaults.putIfAbsent(line.group(1), "");
            EXPRESSION.matcher(value).results().forEach(e -> {
                if (e.group(2) != null) defaults.put(e.group(1), e.group(2));
                else defaults.putIfAbsent(e.group(1), "");
            });
        });
    }

    private void addSource(Path file) {
        String source = Checkout.text(file);
        PROPERTY.matcher(source).results().forEach(m -> defaults.putIfAbsent(m.group(1), ""));
        if (source.contains("@ConfigMapping(")) {
            ConfigMappingSource.Keys mapped = ConfigMappingSource.read(file);
            mapped.defaults().forEach((key, value) -> {
                // what a property file says wins over the interface's default
                if (defaults.getOrDefault(key, "").isEmpty()) defaults.put(key, value);
            });
            prefixes.addAll(mapped.prefixes());
        }
    }

    /** Keys that are set in these sources to an address of this host's own loopback. */
    Set<String> loopbackDefaults() {
        Set<String> keys = new TreeSet<>();
        defaults.forEach((key, value) -> {
            if (value.contains("127.0.0.1") && !key.contains(".test-")) keys.add(key);
        });
        return keys;
    }

    /** Whether an environment variable sets one of the keys, by the rules of MicroProfile Config. */
    boolean knows(String variable) {
        return defaults.keySet().stream().anyMatch(key -> variable(key).equals(variable))
                || prefixes.stream().anyMatch(prefix -> variable.startsWith(variable(prefix) + "_"))
                || isKafkaSetting(variable);
    }

    /** Quarkus takes KAFKA_SOME_NAME for the client's setting some.name. */
    private static boolean isKafkaSetting(String variable) {
        if (!variable.startsWith("KAFKA_")) return false;
        String setting =
                variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
        return ProducerConfig.configNames().contains(setting)
                && ConsumerConfig.configNames().contains(setting);
    }

    /** The environment variable of a key. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
