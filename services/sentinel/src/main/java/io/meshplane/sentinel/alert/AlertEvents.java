package io.meshplane.sentinel.alert;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.AlertAcknowledged;
import io.meshplane.contracts.event.AlertChanged;
import io.meshplane.contracts.event.AlertCleared;
import io.meshplane.contracts.event.AlertEpisode;
import io.meshplane.contracts.event.AlertFiring;
import io.meshplane.contracts.event.AlertSeverity;
import io.meshplane.contracts.event.AlertSignalled;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.alert.Acknowledgement;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.DrillTerms;
import io.meshplane.sentinel.domain.alert.Ending;
import io.meshplane.sentinel.domain.alert.Episode;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Alerts and signals of the domain as events of the contract, and back. */
final class AlertEvents {

    static Event<AlertSignalled> signalled(AlertKey key, Signal signal, EventId id, Instant at) {
        AlertSignalled.Builder value = AlertSignalled.newBuilder()
                .setNetworkId(key.network().value())
                .setFingerprint(key.fingerprint())
                .setSignalledAtMs(at.toEpochMilli());
        switch (signal) {
            case Signal.Firing(var subject, var expiresAt, var drill) ->
                value.setFiring(toEvent(subject, expiresAt, drill));
            case Signal.Cleared(String why) ->
                value.setCleared(AlertCleared.newBuilder().setWhy(why));
            case Signal.Acknowledged(String by, int episode, String note) ->
                value.setAcknowledged(AlertAcknowledged.newBuilder()
                        .setBy(by)
                        .setEpisode(episode)
                        .setNote(note));
        }
        return new Event<>(Topics.ALERT_SIGNALS, key.toString(), id, value.build());
    }

    /** @throws IllegalArgumentException if it says nothing that this version knows */
    static Signal toSignal(AlertSignalled event) {
        return switch (event.getSignalCase()) {
            case FIRING -> {
                AlertFiring firing = event.getFiring();
                yield new Signal.Firing(toSubject(firing), expiresAt(firing), drill(firing));
            }
            case CLEARED -> new Signal.Cleared(event.getCleared().getWhy());
            case ACKNOWLEDGED -> {
                AlertAcknowledged said = event.getAcknowledged();
                yield new Signal.Acknowledged(said.getBy(), said.getEpisode(), said.getNote());
            }
            case SIGNAL_NOT_SET -> throw new IllegalArgumentException("a signal that says nothing");
        };
    }

    static Event<AlertChanged> changed(Alert alert) {
        AlertChanged.Builder value = AlertChanged.newBuilder()
                .setNetworkId(alert.key().network().value())
                .setFingerprint(alert.key().fingerprint())
                .setRevision(alert.revision())
                .setSubject(toEvent(alert.subject(), alert.expiresAt(), alert.drill()))
                .setEpisode(toEvent(alert.episode()))
                .addAllHeard(alert.heard());
        alert.former().forEach(episode -> value.addFormer(toEvent(episode)));
        alert.pages().forEach(page -> value.addPages(PageEvents.toEvent(page)));
        String key = alert.key().toString();
        AlertChanged event = value.build();
        EventId id = EventId.derivedFrom("alert", HexFormat.of().formatHex(event.toByteArray()));
        return new Event<>(Topics.ALERTS, key, id, event);
    }

    /** @throws IllegalArgumentException if it is no alert that this service would have kept */
    static Alert toAlert(String key, AlertChanged event) {
        return new Alert(
                AlertKey.parse(key),
                event.getRevision(),
                toSubject(event.getSubject()),
                expiresAt(event.getSubject()),
                drill(event.getSubject()),
                toEpisode(event.getEpisode()),
                event.getFormerList().stream().map(AlertEvents::toEpisode).toList(),
                event.getPagesList().stream().map(PageEvents::toPage).toList(),
                event.getHeardList());
    }

    private static AlertFiring toEvent(Subject subject, @Nullable Instant expiresAt, @Nullable DrillTerms drill) {
        AlertFiring.Builder value = AlertFiring.newBuilder()
                .setSeverity(toEvent(subject.severity()))
                .setSource(subject.source())
                .setSummary(subject.summary())
                .putAllLabels(subject.labels());
        if (expiresAt != null) value.setExpiresAtMs(expiresAt.toEpochMilli());
        if (drill != null) {
            value.setDrill(io.meshplane.contracts.event.DrillTerms.newBuilder()
                    .setStartedBy(drill.startedBy())
                    .setAnswerWithinS(Math.toIntExact(drill.answerWithin().toSeconds())));
        }
        return value.build();
    }

    private static Subject toSubject(AlertFiring event) {
        return Subject.of(toSeverity(event.getSeverity()), event.getSource(), event.getSummary(), event.getLabelsMap());
    }

    private static @Nullable Instant expiresAt(AlertFiring event) {
        return event.hasExpiresAtMs() ? Instant.ofEpochMilli(event.getExpiresAtMs()) : null;
    }

    private static @Nullable DrillTerms drill(AlertFiring event) {
        if (!event.hasDrill()) return null;
        return new DrillTerms(
                event.getDrill().getStartedBy(),
                Duration.ofSeconds(event.getDrill().getAnswerWithinS()));
    }

    static AlertSeverity toEvent(Severity severity) {
        return switch (severity) {
            case INFO -> AlertSeverity.ALERT_SEVERITY_INFO;
            case WARNING -> AlertSeverity.ALERT_SEVERITY_WARNING;
            case CRITICAL -> AlertSeverity.ALERT_SEVERITY_CRITICAL;
        };
    }

    /** What a later version may call otherwise is taken seriously. */
    static Severity toSeverity(AlertSeverity event) {
        return switch (event) {
            case ALERT_SEVERITY_INFO -> Severity.INFO;
            case ALERT_SEVERITY_WARNING -> Severity.WARNING;
            case ALERT_SEVERITY_CRITICAL, ALERT_SEVERITY_UNSPECIFIED, UNRECOGNIZED -> Severity.CRITICAL;
        };
    }

    private static AlertEpisode toEvent(Episode episode) {
        AlertEpisode.Builder value = AlertEpisode.newBuilder()
                .setNumber(episode.number())
                .setOpenedAtMs(episode.openedAt().toEpochMilli())
                .setSeenAtMs(episode.seenAt().toEpochMilli())
                .setStepsTaken(episode.steps());
        if (episode.steppedAt() != null)
            value.setSteppedAtMs(episode.steppedAt().toEpochMilli());
        Acknowledgement answer = episode.acknowledgement();
        if (answer != null) {
            value.setAcknowledgedAtMs(answer.at().toEpochMilli())
                    .setAcknowledged(AlertAcknowledged.newBuilder()
                            .setBy(answer.by())
                            .setNote(answer.note())
                            .setEpisode(episode.number()));
        }
        Ending ending = episode.ending();
        if (ending != null) {
            value.setEndedWhy(ending.why()).setEndedAtMs(ending.at().toEpochMilli());
        }
        return value.build();
    }

    private static Episode toEpisode(AlertEpisode event) {
        AlertAcknowledged said = event.getAcknowledged();
        return new Episode(
                event.getNumber(),
                Instant.ofEpochMilli(event.getOpenedAtMs()),
                Instant.ofEpochMilli(event.getSeenAtMs()),
                event.getStepsTaken(),
                event.hasSteppedAtMs() ? Instant.ofEpochMilli(event.getSteppedAtMs()) : null,
                event.hasAcknowledged()
                        ? new Acknowledgement(
                                said.getBy(), said.getNote(), Instant.ofEpochMilli(event.getAcknowledgedAtMs()))
                        : null,
                event.hasEndedWhy()
                        ? new Ending(event.getEndedWhy(), Instant.ofEpochMilli(event.getEndedAtMs()))
                        : null);
    }

    private AlertEvents() {}
}
