package io.meshplane.devstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command line after the command: pairs of {@code --name value}.
 *
 * @param values without the dashes
 */
record Options(Map<String, String> values) {
    /** A command line that cannot be meant; the message is for the person who typed it. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    Options {
        values = Map.copyOf(values);
    }

    static Options parse(List<String> arguments, Set<String> known) throws Unusable {
        return parse(arguments, known, Set.of("data"));
    }

    static Options parse(List<String> arguments, Set<String> known, Set<String> required) throws Unusable {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!arguments.get(i).startsWith("--") || !known.contains(name)) {
                throw new Unusable("unknown option " + arguments.get(i));
            }
            if (i + 1 == arguments.size()) throw new Unusable("--" + name + " needs a value");
            if (values.put(name, arguments.get(i + 1)) != null) throw new Unusable("--" + name + " given twice");
        }
        for (String name : new TreeSet<>(required)) {
            if (!values.containsKey(name)) throw new Unusable("--" + name + " is required");
        }
        return new Options(values);
    }

    /** The value of a required option. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    Path data() {
        return Path.of(values.getOrDefault("data", "")).toAbsolutePath().normalize();
    }

    /** The port of that option, or 0. */
    int port(String name) throws Unusable {
        return toPort(name, values.getOrDefault(name, "0"));
    }

    /** Exactly {@code count} ports, comma separated; all 0 if the option is absent. */
    List<Integer> ports(String name, int count) throws Unusable {
        String text = values.getOrDefault(name, "0" + ",0".repeat(count - 1));
        String[] items = text.split(",", -1);
        if (items.length != count) throw new Unusable("--" + name + " needs " + count + " ports, comma separated");
        Integer[] ports = new Integer[count];
        for (int i = 0; i < count; i++) ports[i] = toPort(name, items[i]);
        return List.of(ports);
    }

    /** Those of {@code all} that were asked for; all of them if the option is absent. */
    Set<String> parts(Set<String> all) throws Unusable {
        String text = values.get("parts");
        if (text == null) return all;
        Set<String> chosen = Set.of(text.split(","));
        for (String part : chosen) {
            if (!all.contains(part)) throw new Unusable("--parts: no part " + part + " among " + all);
        }
        return chosen;
    }

    /** By which others call this container; absent on a host, where only the loopback is served. */
    Optional<String> hostName() throws Unusable {
        String text = values.get("host-name");
        if (text != null && !text.matches("[a-z0-9.-]{1,253}"))
            throw new Unusable("--host-name: no host name: " + text);
        return Optional.ofNullable(text);
    }

    OptionalLong parent() throws Unusable {
        String text = values.get("parent");
        if (text == null) return OptionalLong.empty();
        if (!text.matches("[0-9]{1,10}")) throw new Unusable("--parent is a process id, not " + text);
        return OptionalLong.of(Long.parseLong(text));
    }

    private static int toPort(String name, String text) throws Unusable {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new Unusable("--" + name + ": no port: " + text);
        }
        return Integer.parseInt(text);
    }
}
