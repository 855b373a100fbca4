package io.meshplane.agent.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells when an interface's counters restarted from zero. An epoch is a number for (boot of the host, interface, restarts seen
 * in it); within one epoch a counter never falls.
 *
 * @param hostBootId of /proc/sys/kernel/random/boot_id
 * @param interfaces what was last seen, by name; interfaces that are gone stay, for they may come back with fewer bytes
 */
public record CounterEpochs(String hostBootId, Map<String, Seen> interfaces) {
    private static final int MAX_INTERFACES = 1024;

    /**
     * The last sight of an interface.
     *
     * @param index the kernel's number for it, which changes when an interface is made anew under its old name
     * @param restarts times that the counters started again in this boot of the host
     */
    public record Seen(int index, long restarts, long sentBytes, long receivedBytes) {
        private boolean sameEpoch(@Nullable Seen other) {
            return other != null && index == other.index && restarts == other.restarts;
        }
    }

    /**
     * One interface now.
     *
     * @param index read before the counters: the other order would put old counts into a new epoch
     */
    public record Sight(String name, int index, long sentBytes, long receivedBytes) {}

    public CounterEpochs {
        interfaces = Map.copyOf(interfaces);
    }

    /** Nothing seen yet. */
    public static CounterEpochs none() {
        return new CounterEpochs("", Map.of());
    }

    /** The state after seeing these interfaces. */
    public CounterEpochs advance(String bootIdNow, List<Sight> sights) {
        Map<String, Seen> next = new LinkedHashMap<>();
        boolean sameBoot = bootIdNow.equals(hostBootId);
        for (Sight sight : sights) {
            Seen before = sameBoot ? interfaces.get(sight.name()) : null;
            long restarts = before == null ? 0 : before.restarts() + (restarted(before, sight) ? 1 : 0);
            next.put(sight.name(), new Seen(sight.index(), restarts, sight.sentBytes(), sight.receivedBytes()));
        }
        if (sameBoot) {
            interfaces.forEach((name, seen) -> {
                if (next.size() < MAX_INTERFACES) next.putIfAbsent(name, seen);
            });
        }
        return new CounterEpochs(bootIdNow, next);
    }

    private static boolean restarted(Seen before, Sight now) {
        return before.index() != now.index()
                || Long.compareUnsigned(now.sentBytes(), before.sentBytes()) < 0
                || Long.compareUnsigned(now.receivedBytes(), before.receivedBytes()) < 0;
    }

    /**
     * The epoch of an interface: the first 64 bits of a SHA-256, so that it never repeats across boots.
     *
     * @throws IllegalArgumentException if the interface was never seen
     */
    public long epochOf(String name) {
        Seen seen = interfaces.get(name);
        if (seen == null) throw new IllegalArgumentException("never seen: " + name);
        try {
            String input = hostBootId + "\n" + name + "\n" + seen.restarts();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(input.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether nothing but the counts differs. */
    public boolean sameEpochs(CounterEpochs other) {
        return hostBootId.equals(other.hostBootId)
                && interfaces.keySet().equals(other.interfaces.keySet())
                && interfaces.entrySet().stream()
                        .allMatch(one -> one.getValue().sameEpoch(other.interfaces.get(one.getKey())));
    }

    /** Text to keep on disk: the boot id, then a line per interface. */
    public String toText() {
        List<String> lines = new ArrayList<>();
        lines.add(hostBootId);
        interfaces.forEach((name, seen) -> lines.add(String.join(
                " ",
                name,
                Integer.toString(seen.index()),
                Long.toString(seen.restarts()),
                Long.toUnsignedString(seen.sentBytes()),
                Long.toUnsignedString(seen.receivedBytes()))));
        return String.join("\n", lines) + "\n";
    }

    /** Reads {@link #toText}; lines that are damaged are left out, as if that interface had not been seen. */
    public static CounterEpochs ofText(String text) {
        String[] lines = text.split("\n");
        Map<String, Seen> interfaces = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] words = lines[i].split(" ");
            Seen seen = words.length == 5 ? seen(words) : null;
            if (seen != null) interfaces.put(words[0], seen);
        }
        return new CounterEpochs(lines[0], interfaces);
    }

    private static @Nullable Seen seen(String[] words) {
        try {
            return new Seen(
                    Integer.parseInt(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseUnsignedLong(words[3]),
                    Long.parseUnsignedLong(words[4]));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
