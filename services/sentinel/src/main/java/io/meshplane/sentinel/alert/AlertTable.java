package io.meshplane.sentinel.alert;

import io.meshplane.contracts.event.AlertChanged;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every alert of every network, as {@code alerts.v1} says; and, where this instance decides, what is being written there. */
@ApplicationScoped
public class AlertTable {
    private static final Logger LOG = Logger.getLogger(AlertTable.class);

    private final AlertBook book = new AlertBook();
    private final StateTopic<AlertChanged> topic;
    private final EventPublisher publisher;

    AlertTable(StateTopics stateTopics, EventPublisher publisher) {
        this.publisher = publisher;
        this.topic = stateTopics.follow(Topics.ALERTS, this::take);
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower
    }

    private void take(String key, @Nullable AlertChanged event) {
        if (event == null) book.removed(AlertKey.parse(key));
        else book.heard(AlertKey.parse(key), AlertEvents.toAlert(key, event));
    }

    boolean isCaughtUp() {
        return topic.isCaughtUp();
    }

    /** See {@link AlertBook#decides}. */
    void decides(boolean from) {
        book.decides(from);
    }

    /**
     * Changes an alert and completes once Kafka has it, also if an earlier try had decided the same and could not write it.
     *
     * @param change see {@link AlertBook#decide}
     */
    Uni<Void> change(AlertKey key, UnaryOperator<@Nullable Alert> change) {
        Alert undurable = book.decide(key, change).undurable();
        return undurable == null ? Uni.createFrom().voidItem() : write(undurable);
    }

    /** Changes an alert, if this changes anything, and does not wait: {@link #rewrite} sees to what Kafka does not take. */
    void changeSoon(AlertKey key, UnaryOperator<@Nullable Alert> change) {
        AlertBook.Decided decided = book.decide(key, change);
        if (decided.isNew() && decided.undurable() != null) writeSoon(decided.undurable());
    }

    /** Writes again what has not come back from the topic. */
    void rewrite() {
        book.undurable().forEach(this::writeSoon);
    }

    private void writeSoon(Alert alert) {
        write(alert)
                .subscribe()
                .with(
                        _ -> LOG.debugf("alert written alert=%s", alert.key()),
                        failure -> LOG.warnf(
                                "alert not written yet alert=%s failure=%s", alert.key(), failure.toString()));
    }

    private Uni<Void> write(Alert alert) {
        return publisher.publish(AlertEvents.changed(alert)).replaceWithVoid();
    }

    /** Forgets an alert that ended long ago. */
    void remove(AlertKey key) {
        publisher
                .publishTombstone(Topics.ALERTS, key.toString())
                .subscribe()
                .with(
                        _ -> LOG.debugf("alert forgotten alert=%s", key),
                        failure -> LOG.warnf("alert not forgotten yet alert=%s failure=%s", key, failure.toString()));
    }

    /** The newest that is known here of each alert for which something is still to be done. */
    List<Alert> live() {
        return book.live();
    }

    /** The newest that is known here of an alert. */
    Optional<Alert> current(AlertKey key) {
        return book.current(key);
    }

    /** As Kafka has them, those for which something is still to be done. */
    List<Alert> durableLive() {
        return book.durableLive();
    }

    /** As Kafka has it. */
    public Optional<Alert> find(AlertKey key) {
        return book.durable(key);
    }

    /** As Kafka has them. */
    public Collection<Alert> all() {
        return book.durable();
    }
}
