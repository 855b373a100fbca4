package io.meshplane.sentinel.adapter.http.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.sentinel.domain.alert.Acknowledgement;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.Ending;
import io.meshplane.sentinel.domain.alert.Episode;
import io.meshplane.sentinel.domain.alert.Incident;
import io.meshplane.sentinel.domain.alert.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts and incidents as operators see them. Times are ISO 8601 in UTC. */
public final class AlertJson {

    /** @param next pass it as {@code after} for the next page; absent = this was the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AlertPage(
            List<AlertAnswer> alerts, @Nullable String next) {}

    /**
     * An alert.
     *
     * @param state OPEN, ACKNOWLEDGED or ENDED
     * @param episodes the newest outbreak first, 21 at most
     * @param pages the newest last, 200 at most
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AlertAnswer(
            String fingerprint,
            String state,
            String severity,
            String source,
            boolean drill,
            String summary,
            Map<String, String> labels,
            List<EpisodeAnswer> episodes,
            List<PageAnswer> pages) {
        static AlertAnswer of(Alert alert) {
            List<EpisodeAnswer> episodes = new ArrayList<>();
            episodes.add(EpisodeAnswer.of(alert.episode()));
            alert.former().reversed().forEach(former -> episodes.add(EpisodeAnswer.of(former)));
            return new AlertAnswer(
                    alert.key().fingerprint(),
                    AlertState.of(alert).name(),
                    alert.subject().severity().name(),
                    alert.subject().source(),
                    alert.drill() != null,
                    alert.subject().summary(),
                    alert.subject().labels(),
                    episodes,
                    alert.pages().stream().map(PageAnswer::of).toList());
        }
    }

    /** How an alert stands. */
    public enum AlertState {
        /** It goes on, and nobody has said that they look after it. */
        OPEN,
        /** It goes on, and somebody looks after it. */
        ACKNOWLEDGED,
        ENDED;

        static AlertState of(Alert alert) {
            if (!alert.isOpen()) return ENDED;
            return alert.isAcknowledged() ? ACKNOWLEDGED : OPEN;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EpisodeAnswer(
            int number,
            String openedAt,
            String seenAt,
            int stepsTaken,
            @Nullable String acknowledgedBy,
            @Nullable String acknowledgedAt,
            @Nullable String note,
            @Nullable String endedAt,
            @Nullable String endedWhy) {
        static EpisodeAnswer of(Episode episode) {
            Acknowledgement answer = episode.acknowledgement();
            Ending ending = episode.ending();
            return new EpisodeAnswer(
                    episode.number(),
                    episode.openedAt().toString(),
                    episode.seenAt().toString(),
                    episode.steps(),
                    answer == null ? null : answer.by(),
                    answer == null ? null : answer.at().toString(),
                    answer == null ? null : answer.note(),
                    ending == null ? null : ending.at().toString(),
                    ending == null ? null : ending.why());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PageAnswer(
            String id,
            int episode,
            String kind,
            int step,
            String contact,
            String decidedAt,
            String state,
            int attempts,
            @Nullable String lastFailure,
            @Nullable String settledAt) {
        static PageAnswer of(Page page) {
            return new PageAnswer(
                    page.id(),
                    page.episode(),
                    page.kind().name(),
                    page.step(),
                    page.contact().value(),
                    page.decidedAt().toString(),
                    page.state().name(),
                    page.attempts(),
                    page.lastFailure().isEmpty() ? null : page.lastFailure(),
                    page.settledAt() == null ? null : page.settledAt().toString());
        }
    }

    /** @param note for the others, 200 characters at most */
    public record AcknowledgeRequest(@Nullable String note) {
        static final int NOTE_MAX = 200;
    }

    public record AcknowledgedAnswer(String fingerprint, int episode, String by) {}

    /**
     * A drill.
     *
     * @param severity CRITICAL unless said otherwise
     * @param answerWithinMinutes 1-1440, 15 unless said otherwise
     */
    public record DrillRequest(
            @Nullable String severity, @Nullable Integer answerWithinMinutes) {
        static final int MINUTES_MAX = 1440;
    }

    public record DrillPage(List<DrillAnswer> drills) {}

    /**
     * What came of a drill.
     *
     * @param result RUNNING, ANSWERED or UNANSWERED
     * @param answeredAfterSeconds from the first page
     * @param pagesDelivered of an UNANSWERED one; 0 = the way failed, not the people
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DrillAnswer(
            String fingerprint,
            String startedBy,
            String startedAt,
            String result,
            @Nullable String answeredBy,
            @Nullable Long answeredAfterSeconds,
            @Nullable Long pagesDelivered) {}

    public record IncidentPage(List<IncidentAnswer> incidents) {}

    /**
     * The story of an outage.
     *
     * @param id of the pool's outage: when it began, in milliseconds since 1970
     * @param endedAt absent = it goes on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IncidentAnswer(
            String pool,
            String id,
            String startedAt,
            @Nullable String endedAt,
            List<EntryAnswer> timeline) {
        static IncidentAnswer of(Incident incident) {
            return new IncidentAnswer(
                    incident.pool().pool().value(),
                    Long.toString(incident.startedAt().toEpochMilli()),
                    incident.startedAt().toString(),
                    incident.endedAt() == null ? null : incident.endedAt().toString(),
                    incident.entries().stream().map(EntryAnswer::of).toList());
        }
    }

    /** @param kind SEEN, JUDGED, WRITTEN, RAISED, PAGED, SETTLED, ACKNOWLEDGED or ENDED */
    public record EntryAnswer(String at, String kind, String who, String what) {
        static EntryAnswer of(Incident.Entry entry) {
            return new EntryAnswer(entry.at().toString(), entry.kind().name(), entry.who(), entry.what());
        }
    }

    private AlertJson() {}
}
