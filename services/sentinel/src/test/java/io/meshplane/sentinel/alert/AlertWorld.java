package io.meshplane.sentinel.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertFixture;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.AlertSettings;
import io.meshplane.sentinel.domain.alert.Page;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Two instances, a broker, two contacts and their receivers on a virtual clock, a second a step. For an hour instances crash and are paused in the middle of a
 * round, their clocks jump, the broker and receivers go away; then an hour of peace follows.
 */
final class AlertWorld {
    static final Duration STORM = Duration.ofHours(1);
    static final Duration PEACE = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-03-28T20:00:00Z");
    private static final int ALERTS = 6;
    private static final List<Severity> SEVERITIES = List.of(Severity.INFO, Severity.WARNING, Severity.CRITICAL);

    /** A record of {@code alerts.v1}. */
    record Written(AlertKey key, Alert alert) {}

    /** A record of {@code alert-signals.v1}. */
    record Told(AlertKey key, Signal signal, String id, int second) {}

    final Random random;
    final AlertSettings settings = AlertFixture.annaThenBen();
    final List<Written> alerts = new ArrayList<>();
    final List<Told> signals = new ArrayList<>();
    final Map<String, Integer> arrived = new HashMap<>(); // by page id
    final Map<String, Integer> arrivedAt = new HashMap<>(); // first time, in seconds
    final Set<Label> deaf = new HashSet<>();
    final List<AlertInstance> instances = new ArrayList<>();
    private final boolean stormy;
    int committed;
    int second;
    int faults;
    boolean brokerAway;
    private int owner = -1;
    private int ownerSilentFor;

    AlertWorld(long seed, boolean stormy, AlertInstance.Rules rules) {
        this.random = new Random(seed);
        this.stormy = stormy;
        for (int i = 0; i < 2; i++) instances.add(new AlertInstance(this, rules));
    }

    /** By a clock that is right. */
    Instant now() {
        return START.plusSeconds(second);
    }

    AlertWorld run() {
        long end = STORM.plus(PEACE).toSeconds();
        for (second = 0; second < end; second++) {
            boolean storm = second < STORM.toSeconds();
            if (storm && stormy) fault();
            if (second == STORM.toSeconds()) endOfStorm();
            if (second < STORM.toSeconds() + 600) tell();
            assign();
            instances.forEach(AlertInstance::step);
        }
        return this;
    }

    private void fault() {
        if (random.nextInt(60) != 0) return;
        faults++;
        AlertInstance struck = instances.get(random.nextInt(2));
        switch (random.nextInt(6)) {
            case 0 -> struck.crash();
            case 1 -> struck.pause(random.nextInt(60));
            case 2 -> struck.shiftClock(Duration.ofMinutes(random.nextInt(600) - 300));
            case 3 -> brokerAway = !brokerAway;
            case 4 -> deaf.add(random.nextBoolean() ? AlertFixture.ANNA : AlertFixture.BEN);
            default -> deaf.clear();
        }
    }

    private void endOfStorm() {
        brokerAway = false;
        deaf.clear();
    }

    /** Troubles begin and end; each is told once, and read again after a crash. */
    private void tell() {
        if (brokerAway || random.nextInt(60) != 0) return;
        int which = random.nextInt(ALERTS);
        AlertKey key = new AlertKey(new NetworkId("valley"), "a" + which);
        Severity severity = SEVERITIES.get(which % SEVERITIES.size());
        Signal firing = new Signal.Firing(Subject.of(severity, "test", "trouble " + which, Map.of()));
        Alert known = compacted().get(key);
        Signal signal = switch (random.nextInt(4)) {
            case 0 -> new Signal.Cleared("over");
            case 1 ->
                known == null
                        ? firing
                        : new Signal.Acknowledged("anna", known.episode().number(), "");
            default -> firing;
        };
        signals.add(new Told(key, signal, "s" + signals.size(), second));
    }

    /** Who was silent for ten seconds loses the partition; it does not hear of that before it is awake again. */
    private void assign() {
        if (brokerAway) return;
        boolean silent = owner < 0 || !instances.get(owner).isAwake();
        ownerSilentFor = silent ? ownerSilentFor + 1 : 0;
        if (owner >= 0 && ownerSilentFor < 10) return;
        for (int i = 0; i < instances.size(); i++) {
            if (i != owner && instances.get(i).isAwake()) {
                if (owner >= 0) instances.get(owner).loses();
                instances.get(i).gets(committed);
                owner = i;
                ownerSilentFor = 0;
                return;
            }
        }
    }

    /** A crashed owner begins anew and gets nothing until it is assigned again. */
    void crashed(AlertInstance instance) {
        if (owner >= 0 && instances.get(owner).equals(instance)) owner = -1;
    }

    /** Whether a contact's receiver takes a page. */
    boolean receives(Page page) {
        if (deaf.contains(page.contact())) return false;
        arrived.merge(page.id(), 1, Integer::sum);
        arrivedAt.putIfAbsent(page.id(), second);
        return true;
    }

    /** What a process that starts now would read. */
    Map<AlertKey, Alert> compacted() {
        Map<AlertKey, Alert> newest = new HashMap<>();
        alerts.forEach(written -> newest.put(written.key(), written.alert()));
        return newest;
    }
}
