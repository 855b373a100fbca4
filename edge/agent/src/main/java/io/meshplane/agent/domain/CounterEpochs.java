package io.meshplane.agent.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the counters of an interface, or of a peer on it, restarted from zero. An epoch is a number for (boot of the host,
 * name, restarts seen in it); within one epoch a counter never falls.
 *
 * @param hostBootId of /proc/sys/kernel/random/boot_id
 * @param floor restarts that a name begins with which is not in {@code counters}: more than those of any name that was forgotten
 * @param counters what was last seen, by name; interfaces that are gone stay, for they may come back with fewer bytes
 */
public record CounterEpochs(String hostBootId, long floor, Map<String, Seen> counters) {
    private static final int MAX_REMEMBERED = 4_096;

    /**
     * The last sight of an interface or a peer.
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
     * One interface or peer now.
     *
     * @param name of the interface; of a peer see {@link #peerName}
     * @param index of the interface; read before the counters: the other order would put old counts into a new epoch
     */
    public record Sight(String name, int index, long sentBytes, long receivedBytes) {}

    public CounterEpochs {
        counters = Map.copyOf(counters);
    }

    /** The name that stands for a peer on an interface. */
    public static String peerName(String interfaceName, String peer) {
        return interfaceName + "/" + peer; // Linux allows no slash in the name of an interface
    }

    /** Nothing seen yet. */
    public static CounterEpochs none() {
        return new CounterEpochs("", 0, Map.of());
    }

    /**
     * The state after a look.
     *
     * @param vanished whether a name that was not seen now is gone for sure, and its counters with it: it is forgotten, and begins
     *     an epoch if it comes back
     */
    public CounterEpochs advance(String bootIdNow, List<Sight> sights, Predicate<String> vanished) {
        boolean sameBoot = bootIdNow.equals(hostBootId);
        long nextFloor = sameBoot ? floor : 0;
        Map<String, Seen> next = new LinkedHashMap<>();
        for (Sight sight : sights) {
            Seen before = sameBoot ? counters.get(sight.name()) : null;
            long restarts = before == null ? nextFloor : before.restarts() + (restarted(before, sight) ? 1 : 0);
            next.put(sight.name(), new Seen(sight.index(), restarts, sight.sentBytes(), sight.receivedBytes()));
        }
        if (!sameBoot) return new CounterEpochs(bootIdNow, nextFloor, next);
        for (Map.Entry<String, Seen> one : counters.entrySet()) {
            if (next.containsKey(one.getKey())) continue;
            boolean forget = next.size() >= MAX_REMEMBERED || vanished.test(one.getKey());
            if (forget) nextFloor = Math.max(nextFloor, one.getValue().restarts() + 1);
            else next.put(one.getKey(), one.getValue());
        }
        return new CounterEpochs(bootIdNow, nextFloor, next);
    }

    private static boolean restarted(Seen before, Sight now) {
        return before.index() != now.index()
                || Long.compareUnsigned(now.sentBytes(), before.sentBytes()) < 0
                || Long.compareUnsigned(now.receivedBytes(), before.receivedBytes()) < 0;
    }

    /**
     * The epoch of an interface or a peer: the first 64 bits of a SHA-256, so that it never repeats across boots.
     *
     * @throws IllegalArgumentException if the name was never seen
     */
    public long epochOf(String name) {
        Seen seen = counters.get(name);
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
                && floor == other.floor
                && counters.keySet().equals(other.counters.keySet())
                && counters.entrySet().stream()
                        .allMatch(one -> one.getValue().sameEpoch(other.counters.get(one.getKey())));
    }

    /** Text to keep on disk: boot id and floor, then a line per name. */
    public String toText() {
        List<String> lines = new ArrayList<>();
        lines.add(hostBootId + " " + floor);
        counters.forEach((name, seen) -> lines.add(String.join(
                " ",
                name,
                Integer.toString(seen.index()),
                Long.toString(seen.restarts()),
                Long.toUnsignedString(seen.sentBytes()),
                Long.toUnsignedString(seen.receivedBytes()))));
        return String.join("\n", lines) + "\n";
    }

    /** Reads {@link #toText}; lines that are damaged are left out, as if that name had not been seen. */
    public static CounterEpochs ofText(String text) {
        String[] lines = text.split("\n");
        Map<String, Seen> counters = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] words = lines[i].split(" ");
            Seen seen = words.length == 5 ? seen(words) : null;
            if (seen != null) counters.put(words[0], seen);
        }
        String[] head = lines[0].split(" ", 2);
        return new CounterEpochs(head[0], head.length == 2 ? floor(head[1]) : 0, counters);
    }

    private static long floor(String text) {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return 0;
        }
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
