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
 * name, restarts seen in it); within one epoch a counter never falls. What interfaces, or peers, carried
 * before the node saw any for the first time is nobody's usage: they begin at zero there.
 *
 * @param hostBootId of /proc/sys/kernel/random/boot_id
 * @param floor restarts that a name begins with which is not in {@code counters}: more than those of any name that was forgotten
 * @param known which kinds were seen before
 * @param counters what was last seen, by name; interfaces that are gone stay, for they may come back with fewer bytes
 */
public record CounterEpochs(String hostBootId, long floor, Known known, Map<String, Seen> counters) {
    private static final int MAX_REMEMBERED = 4_096;

    /**
     * The last sight of an interface or a peer.
     *
     * @param index the kernel's number for it, which changes when an interface is made anew under its old name
     * @param restarts times that the counters started again in this boot of the host
     * @param base where they stood when the node began to count, if that was later than they did: not its usage
     */
    public record Seen(int index, long restarts, long sentBytes, long receivedBytes, Base base) {
        private boolean sameEpoch(@Nullable Seen other) {
            return other != null && index == other.index && restarts == other.restarts && base.equals(other.base);
        }
    }

    /** Which kinds of counters a node has seen: what comes later of a kind began while it was a node. */
    public record Known(boolean interfaces, boolean peers) {
        static final Known NONE = new Known(false, false);
        static final Known ALL = new Known(true, true);

        private boolean has(String name) {
            return isPeer(name) ? peers : interfaces;
        }

        private Known with(String name) {
            return new Known(interfaces || !isPeer(name), peers || isPeer(name));
        }

        private static boolean isPeer(String name) {
            return name.indexOf('/') >= 0;
        }
    }

    /** Cumulative bytes from which on a node counts. */
    public record Base(long sentBytes, long receivedBytes) {
        /** From the start of the counters. */
        public static final Base ZERO = new Base(0, 0);
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

    /** Of a node that has seen nothing yet. */
    public static CounterEpochs none() {
        return new CounterEpochs("", 0, Known.NONE, Map.of());
    }

    /** Of a node that no longer knows what it has seen: it goes on where the counters are. */
    public static CounterEpochs forgotten() {
        return new CounterEpochs("", 0, Known.ALL, Map.of());
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
        Known nextKnown = known;
        Map<String, Seen> next = new LinkedHashMap<>();
        for (Sight sight : sights) {
            nextKnown = nextKnown.with(sight.name());
            Seen before = sameBoot ? counters.get(sight.name()) : null;
            boolean restarted = before != null && restarted(before, sight);
            long restarts = before == null ? nextFloor : before.restarts() + (restarted ? 1 : 0);
            Base base = before == null ? first(sight) : restarted ? Base.ZERO : before.base();
            next.put(sight.name(), new Seen(sight.index(), restarts, sight.sentBytes(), sight.receivedBytes(), base));
        }
        if (!sameBoot) return new CounterEpochs(bootIdNow, nextFloor, nextKnown, next);
        for (Map.Entry<String, Seen> one : counters.entrySet()) {
            if (next.containsKey(one.getKey())) continue;
            boolean forget = next.size() >= MAX_REMEMBERED || vanished.test(one.getKey());
            if (forget) nextFloor = Math.max(nextFloor, one.getValue().restarts() + 1);
            else next.put(one.getKey(), one.getValue());
        }
        return new CounterEpochs(bootIdNow, nextFloor, nextKnown, next);
    }

    private Base first(Sight sight) {
        return known.has(sight.name()) ? Base.ZERO : new Base(sight.sentBytes(), sight.receivedBytes());
    }

    private static boolean restarted(Seen before, Sight now) {
        return before.index() != now.index()
                || Long.compareUnsigned(now.sentBytes(), before.sentBytes()) < 0
                || Long.compareUnsigned(now.receivedBytes(), before.receivedBytes()) < 0;
    }

    /**
     * The epoch of an interface or a peer: the first 64 bits of a SHA-256, so that it never repeats across boots, nor when a node begins
     * to count anew.
     *
     * @throws IllegalArgumentException if the name was never seen
     */
    public long epochOf(String name) {
        Seen seen = seen(name);
        try {
            String input = hostBootId + "\n" + name + "\n" + seen.restarts();
            if (!seen.base().equals(Base.ZERO))
                input += "\n" + seen.base().sentBytes() + "\n" + seen.base().receivedBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(input.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * From where on the bytes of an interface or a peer count, in its epoch.
     *
     * @throws IllegalArgumentException if the name was never seen
     */
    public Base baseOf(String name) {
        return seen(name).base();
    }

    private Seen seen(String name) {
        Seen seen = counters.get(name);
        if (seen == null) throw new IllegalArgumentException("never seen: " + name);
        return seen;
    }

    /** Whether nothing but the counts differs. */
    public boolean sameEpochs(CounterEpochs other) {
        return hostBootId.equals(other.hostBootId)
                && floor == other.floor
                && known.equals(other.known)
                && counters.keySet().equals(other.counters.keySet())
                && counters.entrySet().stream()
                        .allMatch(one -> one.getValue().sameEpoch(other.counters.get(one.getKey())));
    }

    /** Text to keep on disk: boot id, floor and which kinds are known, then a line per name. */
    public String toText() {
        List<String> lines = new ArrayList<>();
        lines.add(hostBootId + " " + floor + " " + known.interfaces() + " " + known.peers());
        counters.forEach((name, seen) -> lines.add(String.join(
                " ",
                name,
                Integer.toString(seen.index()),
                Long.toString(seen.restarts()),
                Long.toUnsignedString(seen.sentBytes()),
                Long.toUnsignedString(seen.receivedBytes()),
                Long.toUnsignedString(seen.base().sentBytes()),
                Long.toUnsignedString(seen.base().receivedBytes()))));
        return String.join("\n", lines) + "\n";
    }

    /**
     * Reads {@link #toText}, and what was written before there were bases: these count from zero. Lines that are damaged are left out, as
     * if that name had not been seen.
     */
    public static CounterEpochs ofText(String text) {
        String[] lines = text.split("\n");
        Map<String, Seen> counters = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] words = lines[i].split(" ");
            Seen seen = words.length == 5 || words.length == 7 ? read(words) : null;
            if (seen != null) counters.put(words[0], seen);
        }
        String[] head = lines[0].split(" ");
        // a file that is damaged or older is not that of a new node
        Known known = head.length == 4 ? new Known(!head[2].equals("false"), !head[3].equals("false")) : Known.ALL;
        return new CounterEpochs(head[0], head.length >= 2 ? floor(head[1]) : 0, known, counters);
    }

    private static long floor(String text) {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static @Nullable Seen read(String[] words) {
        try {
            Base base = words.length == 5
                    ? Base.ZERO
                    : new Base(Long.parseUnsignedLong(words[5]), Long.parseUnsignedLong(words[6]));
            return new Seen(
                    Integer.parseInt(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseUnsignedLong(words[3]),
                    Long.parseUnsignedLong(words[4]),
                    base);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
