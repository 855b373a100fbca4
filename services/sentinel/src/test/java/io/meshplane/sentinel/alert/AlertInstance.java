package io.meshplane.sentinel.alert;

import io.meshplane.sentinel.alert.AlertWorld.Told;
import io.meshplane.sentinel.alert.AlertWorld.Written;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.AlertRules;
import io.meshplane.sentinel.domain.alert.AlertSettings;
import io.meshplane.sentinel.domain.alert.DeliveryRules;
import io.meshplane.sentinel.domain.alert.EscalationRules;
import io.meshplane.sentinel.domain.alert.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One process that pages if it is its turn, as the flows do it: decide, write, read back, send, write what came of it. */
final class AlertInstance {
    private static final int SETTLES_S = 2;
    private static final int BETWEEN_REWRITES_S = 5;

    /** What may be broken on purpose. */
    interface Rules {
        Rules OF_THE_HOUSE = new Rules() {};

        default Alert advance(Alert alert, AlertSettings settings, Instant now) {
            return EscalationRules.advance(alert, settings, now);
        }

        /** Whether only what Kafka has is sent. */
        default boolean waitsForKafka() {
            return true;
        }

        /** Whether the two that wrote beside each other are merged. */
        default boolean merges() {
            return true;
        }
    }

    private final AlertWorld world;
    private final Rules rules;
    private final List<Written> delayed = new ArrayList<>(); // in the middle of being sent when the process was paused
    private AlertBook book = new AlertBook();
    private int followed;
    private int consumed;
    private int pausedUntil;
    private int notBefore;
    private boolean turn;
    private boolean lost; // and does not know it yet
    private Duration skew = Duration.ZERO;

    AlertInstance(AlertWorld world, Rules rules) {
        this.world = world;
        this.rules = rules;
    }

    boolean isAwake() {
        return world.second >= pausedUntil;
    }

    private Instant now() {
        return world.now().plus(skew);
    }

    void gets(int committed) {
        turn = true;
        lost = false;
        consumed = committed;
        notBefore = world.second + SETTLES_S;
        book.decides(true);
    }

    void loses() {
        lost = true;
    }

    void crash() {
        book = new AlertBook();
        followed = 0;
        turn = false;
        lost = false;
        delayed.clear();
        world.crashed(this);
    }

    void pause(int seconds) {
        pausedUntil = world.second + seconds;
        notBefore = pausedUntil + SETTLES_S;
        if (!turn) return;
        decideAll(); // what it decided is on its way to the broker when it stops
        book.live().forEach(this::write); // and so may be what it wrote before, for the second time
    }

    void shiftClock(Duration by) {
        skew = by;
    }

    void step() {
        if (!isAwake()) return;
        if (!delayed.isEmpty() && !world.brokerAway) {
            world.alerts.addAll(delayed); // a producer that wakes up sends what it had
            delayed.clear();
        }
        follow();
        if (lost) {
            turn = false;
            lost = false;
            book.decides(false);
        }
        if (!turn || world.second < notBefore || followed < world.alerts.size()) return;
        consume();
        decideAll();
        follow();
        deliver();
        if (world.second % BETWEEN_REWRITES_S == 0) book.undurable().forEach(this::write);
    }

    private void follow() {
        if (world.brokerAway) return;
        for (; followed < world.alerts.size(); followed++) {
            Written written = world.alerts.get(followed);
            if (rules.merges()) book.heard(written.key(), written.alert());
            else replace(written);
        }
    }

    /** The last one that wrote is believed, whatever it knew. */
    private void replace(Written written) {
        book.removed(written.key());
        book.heard(written.key(), written.alert());
    }

    private void consume() {
        while (!world.brokerAway && consumed < world.signals.size()) {
            Told told = world.signals.get(consumed);
            change(told.key(), known -> AlertRules.take(known, told.key(), told.signal(), told.id(), now()));
            consumed++;
            if (world.random.nextInt(4) > 0) world.committed = Math.max(world.committed, consumed);
        }
    }

    private void decideAll() {
        for (Alert alert : book.live()) {
            change(alert.key(), known -> known == null ? null : rules.advance(known, world.settings, now()));
        }
    }

    private void deliver() {
        List<Alert> sendable = rules.waitsForKafka() ? book.durableLive() : book.live();
        for (Alert alert : sendable) {
            for (Page page : alert.pages()) {
                Optional<Page> newest = newest(alert.key(), page.id());
                if (newest.filter(own -> DeliveryRules.isDue(own, now())).isEmpty()) continue;
                boolean received = world.receives(page);
                change(
                        alert.key(),
                        known -> known == null
                                ? null
                                : known.changingPage(
                                        page.id(),
                                        own -> received
                                                ? DeliveryRules.afterSuccess(own, now())
                                                : DeliveryRules.afterFailure(own, "deaf", 0.5, now())));
            }
        }
    }

    private Optional<Page> newest(AlertKey key, String id) {
        return book.current(key).stream()
                .flatMap(alert -> alert.pages().stream())
                .filter(page -> page.id().equals(id))
                .findFirst();
    }

    private void change(AlertKey key, UnaryOperator<@Nullable Alert> change) {
        AlertBook.Decided decided = book.decide(key, change);
        if (decided.isNew() && decided.undurable() != null) write(decided.undurable());
    }

    private void write(Alert alert) {
        if (!isAwake()) delayed.add(new Written(alert.key(), alert));
        else if (!world.brokerAway) world.alerts.add(new Written(alert.key(), alert));
    }
}
