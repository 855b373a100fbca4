package io.meshplane.agent;

import io.meshplane.telemetry.codec.UsageCounter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The kernel's counters of a simulated node: they grow, go and come again, and begin anew with each boot of the host. */
final class SimulatedCounters {
    private final Map<Integer, UsageCounter> present = new TreeMap<>();
    private final Map<String, UsageCounter> truth = new HashMap<>();
    private final Map<String, UsageCounter> inMemory = new HashMap<>();
    private final Map<String, UsageCounter> kept = new HashMap<>();
    private long epochs;

    /** Ten seconds pass. */
    void grow(SplittableRandom random) {
        for (int peer = 0; peer < 4; peer++) {
            UsageCounter one = present.get(peer);
            if (one == null) {
                if (peer == 0 || random.nextInt(60) == 0) present.put(peer, fresh(peer));
            } else if (peer > 0 && random.nextInt(400) == 0) {
                present.remove(peer);
            } else if (random.nextInt(3) > 0) {
                present.put(
                        peer,
                        new UsageCounter(
                                one.interfaceName(),
                                one.peerId(),
                                one.counterEpoch(),
                                one.sentBytes() + random.nextInt(100_000),
                                one.receivedBytes() + random.nextInt(100_000)));
            }
        }
    }

    private UsageCounter fresh(int peer) {
        return new UsageCounter(
                "wg" + peer,
                peer == 0 ? null : "n" + "abcdefghijklmnopqrstuvwxy" + (char) ('a' + peer),
                ++epochs,
                0,
                0);
    }

    List<UsageCounter> now() {
        return List.copyOf(present.values());
    }

    /** The agent sees them now. */
    void observed() {
        present.values().forEach(one -> {
            truth.put(key(one), one);
            inMemory.put(key(one), one);
        });
    }

    /** What the agent saw is on its disk now. */
    void saved() {
        kept.putAll(inMemory);
    }

    /** These are on its disk. */
    void saved(List<UsageCounter> some) {
        some.forEach(one -> kept.merge(key(one), one, SimulatedCounters::later));
    }

    /** The agent was killed: what it saw since then is not known to it any more. */
    void agentKilled() {
        inMemory.clear();
    }

    /** The host boots: its counters begin anew. */
    void reboot() {
        present.clear();
    }

    private static UsageCounter later(UsageCounter one, UsageCounter other) {
        return one.sentBytes() + one.receivedBytes() > other.sentBytes() + other.receivedBytes() ? one : other;
    }

    static String key(UsageCounter one) {
        return one.interfaceName() + " " + one.peerId() + " " + one.counterEpoch();
    }

    /** Every counter arrived with its last value that was on disk or later, and never with more than there was. */
    void check(SimulatedReceiver receiver, List<String> complaints) {
        truth.forEach((key, last) -> {
            UsageCounter arrived = receiver.usage(key);
            UsageCounter least = present.containsValue(last) ? last : kept.get(key);
            if (least != null && (arrived == null || bytes(arrived) < bytes(least))) {
                complaints.add("usage is lost: " + least + " arrived as " + arrived);
            }
            if (arrived != null && bytes(arrived) > bytes(last)) complaints.add("usage was invented: " + arrived);
        });
    }

    private static long bytes(UsageCounter one) {
        return one.sentBytes() + one.receivedBytes();
    }
}
