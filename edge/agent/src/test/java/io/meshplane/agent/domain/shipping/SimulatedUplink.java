package io.meshplane.agent.domain.shipping;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node and its control plane on a virtual clock: a record every ten seconds, and a network that a seed makes bad. */
final class SimulatedUplink {
    static final long SCRAPE_MS = 10_000;
    static final int MAX_RECORDS = 90;

    /** A batch as it first arrived. */
    record Arrival(NumberedBatch batch, long atMs) {}

    private record Event(long atMs, long order, Runnable action) {}

    private record Tip(long bootId, long sequence) {}

    final List<Arrival> arrivals = new ArrayList<>();
    final List<Long> attemptsMs = new ArrayList<>();
    final List<String> complaints = new ArrayList<>();
    int duplicates;
    int refusedForState;
    long nowMs;
    long head;
    double dropRequest;
    double dropAnswer;
    boolean uplinkDown;
    boolean overloaded;
    long latencyMs = 80;

    private final SplittableRandom random;
    private final ShippingPolicy policy;
    private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) ->
            one.atMs != other.atMs ? Long.compare(one.atMs, other.atMs) : Long.compare(one.order, other.order));
    private final Map<List<Long>, NumberedBatch> taken = new HashMap<>();
    private final Map<Lane, Tip> receiverTips = new EnumMap<>(Lane.class);
    private final Map<Lane, Tip> senderTips = new EnumMap<>(Lane.class);
    private Positions onDisk = Positions.startingAt(0);
    private @Nullable Shipping shipping;
    private long boot;
    private long order;
    private long wake;

    SimulatedUplink(long seed, ShippingPolicy policy) {
        this.random = new SplittableRandom(seed);
        this.policy = policy;
        at(SCRAPE_MS, this::scrape);
        start();
    }

    /** Does what is due until then. */
    void runUntil(long untilMs) {
        for (Event next = events.peek(); next != null && next.atMs() <= untilMs; next = events.peek()) {
            events.remove();
            nowMs = next.atMs();
            next.action().run();
        }
        nowMs = untilMs;
    }

    void at(long atMs, Runnable action) {
        events.add(new Event(atMs, order++, action));
    }

    /** The process dies and starts again: what was not on disk is gone. */
    void killAndRestart() {
        start();
    }

    void receiverForgets() {
        receiverTips.clear();
    }

    void urgent() {
        shipping = running().urgent();
        tick();
    }

    private void start() {
        boot++;
        senderTips.clear();
        long first = nowMs + random.nextLong(policy.intervalMs());
        shipping = Shipping.start(policy, boot, onDisk, head, first);
        wakeLater();
        tick();
    }

    private Shipping running() {
        if (shipping == null) throw new IllegalStateException("not started");
        return shipping;
    }

    private void scrape() {
        head++;
        at(nowMs + SCRAPE_MS, this::scrape);
    }

    private void wakeLater() {
        long mine = ++wake;
        at(Math.max(nowMs + 1, running().wakesAtMs()), () -> {
            if (wake != mine) return;
            tick();
            wakeLater();
        });
    }

    private void tick() {
        apply(running().tick(head, nowMs));
    }

    private void apply(Decision decision) {
        shipping = decision.next();
        for (Order one : decision.orders()) {
            switch (one) {
                case Order.Gather(Lane lane, Span span) -> gather(lane, span);
                case Order.Send(NumberedBatch batch, boolean selfContained) -> send(batch, selfContained);
            }
        }
    }

    private void gather(Lane lane, Span span) {
        long to = Math.min(span.to(), span.from() + MAX_RECORDS);
        Extent extent = new Extent(new Span(span.from(), to), span.isEmpty(), to == span.to());
        later(2, () -> {
            apply(running().gathered(lane, extent, nowMs));
            tick();
        });
    }

    private void send(NumberedBatch batch, boolean selfContained) {
        onDisk = running().positions();
        attemptsMs.add(nowMs);
        Tip base = selfContained ? null : senderTips.get(batch.lane());
        if (!selfContained && base == null) complaints.add("builds on nothing: " + batch);
        boolean lost = uplinkDown || random.nextDouble() < dropRequest;
        Outcome outcome = lost ? Outcome.LATER : overloaded ? Outcome.LATER : receive(batch, base);
        boolean silent = lost || uplinkDown || random.nextDouble() < dropAnswer;
        long tookMs = silent ? 10_000 : latencyMs + random.nextLong(latencyMs);
        long askedMs = overloaded && !silent ? 5_000 : 0;
        later(tookMs, () -> answered(batch, silent ? Outcome.LATER : outcome, askedMs));
    }

    private Outcome receive(NumberedBatch batch, @Nullable Tip base) {
        NumberedBatch before = taken.get(List.of(batch.bootId(), batch.sequence()));
        if (before != null) {
            duplicates++;
            if (!before.equals(batch)) complaints.add(batch + " changed from " + before);
            return Outcome.TAKEN;
        }
        if (base != null && !base.equals(receiverTips.get(batch.lane()))) {
            refusedForState++;
            return Outcome.STATE_MISSING;
        }
        taken.put(List.of(batch.bootId(), batch.sequence()), batch);
        receiverTips.put(batch.lane(), new Tip(batch.bootId(), batch.sequence()));
        arrivals.add(new Arrival(batch, nowMs));
        return Outcome.TAKEN;
    }

    private void answered(NumberedBatch batch, Outcome outcome, long askedMs) {
        if (outcome == Outcome.TAKEN) senderTips.put(batch.lane(), new Tip(batch.bootId(), batch.sequence()));
        shipping = running().answered(batch.lane(), outcome, nowMs, askedMs, random.nextDouble());
        tick();
    }

    private void later(long afterMs, Runnable action) {
        long bootNow = boot;
        at(nowMs + afterMs, () -> {
            if (boot == bootNow) {
                action.run();
                wakeLater();
            }
        });
    }

    /** Index of every record to the number of times that it arrived. */
    Map<Long, Integer> arrivedTimes() {
        Map<Long, Integer> times = new TreeMap<>();
        for (Arrival arrival : arrivals) {
            Span span = arrival.batch().span();
            for (long i = span.from(); i < span.to(); i++) times.merge(i, 1, Integer::sum);
        }
        return times;
    }

    /** Spans of a lane in the order in which they arrived. */
    List<Span> spans(Lane lane) {
        return arrivals.stream()
                .map(Arrival::batch)
                .filter(batch -> batch.lane() == lane)
                .map(NumberedBatch::span)
                .toList();
    }
}
