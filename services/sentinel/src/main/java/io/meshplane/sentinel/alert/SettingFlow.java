package io.meshplane.sentinel.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.platform.webhook.ReceiverRules;
import io.meshplane.platform.webhook.WebhookClient;
import io.meshplane.platform.webhook.WebhookClient.Result;
import io.meshplane.sentinel.alert.SettingEvents.SettingKey;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.AlertSettings;
import io.meshplane.sentinel.domain.alert.Channel;
import io.meshplane.sentinel.domain.alert.Setting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Contacts, escalation policies and silences, as operators set them. */
@ApplicationScoped
public class SettingFlow {
    private final AlertSettingsTable settings;
    private final EventPublisher publisher;
    private final WebhookClient http;

    SettingFlow(AlertSettingsTable settings, EventPublisher publisher, WebhookClient http) {
        this.settings = settings;
        this.publisher = publisher;
        this.http = http;
    }

    /** What came of a wish. */
    public sealed interface Outcome {
        /** It is so from now on. */
        record Done(boolean isNew) implements Outcome {}

        record Unknown() implements Outcome {}

        /** A policy names a contact that there is not. */
        record NoSuchContact(Label contact) implements Outcome {}

        /** A contact is named by a policy, which would page nobody. */
        record StillNamed(Label policy) implements Outcome {}

        /** A URL may not be called. */
        record UrlDenied(String why) implements Outcome {}

        record TooMany() implements Outcome {}
    }

    /** What a network has set. */
    public AlertSettings of(NetworkId network) {
        return settings.of(network);
    }

    /** Adds a setting or replaces it. */
    public Uni<Outcome> put(NetworkId network, Setting setting, String by) {
        AlertSettings before = settings.of(network);
        boolean isNew = !names(before, setting.kind()).containsKey(setting.name());
        if (isNew && names(before, setting.kind()).size() >= AlertSettings.ENTRIES_MAX)
            return done(new Outcome.TooMany());
        return objection(before, setting)
                .flatMap(objection -> objection.isPresent()
                        ? done(objection.get())
                        : publisher
                                .publish(SettingEvents.changed(network, setting, by))
                                .invoke(() -> settings.put(network, setting))
                                .replaceWith(new Outcome.Done(isNew)));
    }

    private Uni<Optional<Outcome>> objection(AlertSettings before, Setting setting) {
        return switch (setting) {
            case Setting.OfPolicy(var policy) ->
                Uni.createFrom().item(before.stranger(policy).map(Outcome.NoSuchContact::new));
            case Setting.OfSilence ignored -> Uni.createFrom().item(Optional.empty());
            case Setting.OfContact(var contact) ->
                switch (contact.channel()) {
                    case Channel.Webhook(URI url, String secretHex) -> check(url);
                    case Channel.Alertmanager(URI url) -> check(url);
                    case Channel.Email ignored -> Uni.createFrom().item(Optional.empty());
                };
        };
    }

    private Uni<Optional<Outcome>> check(URI url) {
        Optional<String> complaint = ReceiverRules.complaint(url);
        if (complaint.isPresent()) return Uni.createFrom().item(complaint.map(Outcome.UrlDenied::new));
        return http.check(url).map(result -> switch (result) {
            case Result.Answered ignored -> Optional.empty();
            case Result.Failed(String why) -> Optional.of(new Outcome.UrlDenied(why));
        });
    }

    /** Removes a setting. */
    public Uni<Outcome> remove(NetworkId network, Setting.Kind kind, Label name) {
        AlertSettings before = settings.of(network);
        if (!names(before, kind).containsKey(name)) return done(new Outcome.Unknown());
        Optional<Label> policy = kind == Setting.Kind.CONTACT ? before.policyThatNames(name) : Optional.empty();
        if (policy.isPresent()) return done(new Outcome.StillNamed(policy.get()));
        SettingKey key = new SettingKey(network, kind, name);
        return publisher
                .publishTombstone(Topics.ALERT_SETTINGS, key.toString())
                .invoke(() -> settings.remove(key))
                .replaceWith(new Outcome.Done(false));
    }

    private static Uni<Outcome> done(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    private static Map<Label, ?> names(AlertSettings settings, Setting.Kind kind) {
        return switch (kind) {
            case CONTACT -> settings.contacts();
            case POLICY -> settings.policies();
            case SILENCE -> settings.silences();
        };
    }
}
