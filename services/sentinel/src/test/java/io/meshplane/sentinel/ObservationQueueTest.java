package io.meshplane.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.event.ProbeObserved;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.ObservationQueue.Fate;
import io.meshplane.sentinel.adapter.probe.ProbeResult;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.PoolKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationQueueTest {
    private final List<Fate> fates = new ArrayList<>();
    private final List<Long> sent = new ArrayList<>();
    private final List<UniEmitter<? super Void>> inFlight = new ArrayList<>();
    private final ObservationQueue queue = new ObservationQueue(this::publish, fates::add);

    @Test
    void dropsTheOldestWhileKafkaIsAway() {
        int capacity = ObservationQueue.IN_FLIGHT_MAX + ObservationQueue.WAITING_MAX;

        for (long i = 1; i <= capacity + 10; i++) queue.add(observation(i));

        assertThat(fates).hasSize(10).containsOnly(Fate.DROPPED);
        assertThat(sent).hasSize(ObservationQueue.IN_FLIGHT_MAX);
    }

    @Test
    void sendsTheNewestOnceKafkaIsBack() {
        int capacity = ObservationQueue.IN_FLIGHT_MAX + ObservationQueue.WAITING_MAX;
        for (long i = 1; i <= capacity + 10; i++) queue.add(observation(i));

        while (!inFlight.isEmpty()) inFlight.removeFirst().complete(null);

        assertThat(sent).hasSize(capacity).last().isEqualTo(capacity + 10L);
        assertThat(sent).doesNotContain(ObservationQueue.IN_FLIGHT_MAX + 1L);
        assertThat(fates).filteredOn(Fate.PUBLISHED::equals).hasSize(capacity);
    }

    @Test
    void goesOnAfterAFailure() {
        queue.add(observation(1));

        inFlight.removeFirst().fail(new IllegalStateException("no broker"));
        queue.add(observation(2));

        assertThat(fates).containsExactly(Fate.FAILED);
        assertThat(sent).containsExactly(1L, 2L);
    }

    private Uni<Void> publish(Event<ProbeObserved> event) {
        sent.add(event.value().getSequence());
        return Uni.createFrom().emitter(inFlight::add);
    }

    private static Event<ProbeObserved> observation(long sequence) {
        PoolKey pool = new PoolKey(new NetworkId("home"), new Label("exit"));
        return HealthEvents.observed(
                pool, new Label("a"), "local", new ProbeResult.Passed(1), Instant.EPOCH, sequence, 1);
    }
}
