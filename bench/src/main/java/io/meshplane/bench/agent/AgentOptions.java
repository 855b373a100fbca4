package io.meshplane.bench.agent;

import static io.meshplane.bench.OptionWords.number;
import static io.meshplane.bench.OptionWords.value;

import io.meshplane.bench.Unusable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What was asked of the suite.
 *
 * @param length of the measurement
 * @param roles that are measured at the same time, one or more
 * @param tls false = in clear text
 * @param log whether the router's log is reported, too
 */
public record AgentOptions(Duration length, Set<Role> roles, boolean tls, boolean log, boolean json) {
    /** How to call it. */
    public static final String USAGE = """
              agent      the agent's process in real time: memory, CPU, descriptors, and IP bytes per value
                         --minutes N       how long (default 6, which is short for a client; 60 for the goals)
                         --role ROLE       gateway or client; may be repeated (default: both at once)
                         --clear           without TLS
                         --no-log          metrics alone
                         --json            figures for programs instead of tables
            """;

    private static final long MINUTES = 6;
    private static final long MINUTES_MAX = 7 * 24 * 60;

    public AgentOptions {
        roles = Set.copyOf(roles);
    }

    /** Reads the words after the suite's name. */
    public static AgentOptions parse(List<String> words) throws Unusable {
        long minutes = MINUTES;
        boolean tls = true;
        boolean log = true;
        boolean json = false;
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < words.size(); i++) {
            String option = words.get(i);
            switch (option) {
                case "--minutes" -> minutes = minutes(value(words, ++i, option));
                case "--role" -> roles.add(role(value(words, ++i, option)));
                case "--clear" -> tls = false;
                case "--no-log" -> log = false;
                case "--json" -> json = true;
                default -> throw new Unusable(Unusable.USAGE, "unknown option " + option);
            }
        }
        if (roles.isEmpty()) roles = EnumSet.allOf(Role.class);
        return new AgentOptions(Duration.ofMinutes(minutes), roles, tls, log, json);
    }

    private static long minutes(String word) throws Unusable {
        long minutes = number("--minutes", word);
        if (minutes >= 1 && minutes <= MINUTES_MAX) return minutes;
        throw new Unusable(Unusable.USAGE, "--minutes: 1 to " + MINUTES_MAX + " is expected, not " + word);
    }

    private static Role role(String word) throws Unusable {
        for (Role role : Role.values()) if (role.word().equals(word)) return role;
        throw new Unusable(
                Unusable.USAGE, "--role: gateway or client is expected, not " + word.toLowerCase(Locale.ROOT));
    }
}
