package io.meshplane.ingest;

import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.contracts.event.LogsReported;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadLink;
import io.meshplane.contracts.event.UploadUsage;
import io.meshplane.ingest.adapter.kafka.Cursors;
import io.meshplane.ingest.adapter.kafka.UploadFollower;
import io.meshplane.ingest.domain.Cursor;
import io.meshplane.ingest.domain.RecentFacts;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.event.EventPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What others need of an upload, made from its record on Kafka: heartbeat, log lines, links and usage that are news, and the node's
 * cursor. A repeat makes the same events under the same ids.
 */
@ApplicationScoped
public class UploadFanOut {
    private static final Logger LOG = Logger.getLogger(UploadFanOut.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Well below what the publisher's queue holds. */
    private static final int EVENTS_AT_ONCE = 2_000;

    private static final int FACTS_MAX = 1 << 18;
    private static final Duration REPEAT = Duration.ofMinutes(10);
    /** Below it, a change of a round-trip time is noise. */
    private static final int RTT_STEP_MICROS = 500;

    private final Cursors cursors;
    private final UploadFollower follower;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final RecentFacts facts = new RecentFacts(FACTS_MAX, REPEAT.toMillis());

    UploadFanOut(Cursors cursors, UploadFollower follower, EventPublisher publisher, InstantSource clock) {
        this.cursors = cursors;
        this.follower = follower;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Publishes what follows from uploads, however long that takes; completes when all of it is acknowledged. */
    public Uni<Void> publish(List<StoredUpload> uploads) {
        if (uploads.isEmpty()) return Uni.createFrom().voidItem();
        return publishFrom(uploads, 0)
                .onFailure()
                .invoke(failure -> {
                    if (follower.isCaughtUp()) LOG.warnf("uploads not fanned out yet failure=%s", failure.toString());
                })
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private Uni<Void> publishFrom(List<StoredUpload> uploads, int from) {
        return Uni.createFrom().deferred(() -> {
            if (!follower.isCaughtUp()) throw new IllegalStateException("the cursors are still being read");
            Portion portion = new Portion(clock.millis());
            int next = from;
            while (next < uploads.size() && portion.events.size() < EVENTS_AT_ONCE) portion.add(uploads.get(next++));
            int to = next;
            Uni<Void> done = publisher
                    .publishAll(portion.events)
                    .chain(() -> publisher.publishAll(portion.cursors()))
                    .invoke(portion::remember);
            return to == uploads.size() ? done : done.chain(() -> publishFrom(uploads, to));
        });
    }

    /** Some uploads, published together. */
    private final class Portion {
        private final long nowMs;
        private final List<Event<?>> events = new ArrayList<>();
        /** Values by key: remembered once they are acknowledged. */
        private final Map<Long, Long> told = new HashMap<>();

        private final Map<String, StoredUpload> lastOfNode = new LinkedHashMap<>();

        Portion(long nowMs) {
            this.nowMs = nowMs;
        }

        void add(StoredUpload stored) {
            UploadAccepted upload = stored.upload();
            UploadEvents made = new UploadEvents(stored);
            Event<LogsReported> logs = made.logs();
            if (logs != null) events.add(logs);
            UploadHeaders number = stored.number();
            if (number == null) return; // a standard sender: nothing but values and lines
            events.add(made.heartbeat());
            if (!upload.getBacklog()) addLinks(upload, made); // a state topic keeps what comes last: no late news there
            addUsage(upload, made);
            var _ = cursors.seen(upload.getNodeId(), number, stored.offset());
            lastOfNode.put(upload.getNodeId(), stored);
        }

        private void addLinks(UploadAccepted upload, UploadEvents made) {
            for (int i = 0; i < upload.getLinksCount(); i++) {
                UploadLink link = upload.getLinks(i);
                int rtt = link.hasRttMicros() ? link.getRttMicros() / RTT_STEP_MICROS : -1;
                long value = RecentFacts.hash(link.getLocalAddress(), link.getPeerId(), link.getCost(), rtt);
                if (isNews("link", made.key(link), value)) events.add(made.link(i));
            }
        }

        private void addUsage(UploadAccepted upload, UploadEvents made) {
            for (int i = 0; i < upload.getUsageCount(); i++) {
                UploadUsage usage = upload.getUsage(i);
                long value = RecentFacts.hash(usage.getCounterEpoch(), usage.getSentBytes(), usage.getReceivedBytes());
                if (isNews("usage", made.key(usage), value)) events.add(made.usage(i));
            }
        }

        private boolean isNews(String kind, String key, long value) {
            long hashed = RecentFacts.hash(kind, key);
            Long toldJustNow = told.get(hashed);
            boolean news = toldJustNow == null ? facts.isNews(hashed, value, nowMs) : toldJustNow != value;
            if (news) told.put(hashed, value);
            return news;
        }

        /** The cursors of these nodes, as far as they are known now: that is these uploads at least. */
        List<Event<?>> cursors() {
            List<Event<?>> made = new ArrayList<>(lastOfNode.size());
            lastOfNode.forEach((node, stored) -> {
                Cursor cursor = cursors.find(node);
                if (cursor != null) made.add(new UploadEvents(stored).cursor(cursor));
            });
            return made;
        }

        void remember() {
            told.forEach((key, value) -> facts.told(key, value, nowMs));
        }
    }
}
