package io.meshplane.sentinel.alert;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.AlertSettingChanged;
import io.meshplane.contracts.event.ContactConfigured;
import io.meshplane.contracts.event.EscalationConfigured;
import io.meshplane.contracts.event.EscalationStep;
import io.meshplane.contracts.event.QuietHoursConfigured;
import io.meshplane.contracts.event.SilenceConfigured;
import io.meshplane.contracts.event.WebhookChannel;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.Channel;
import io.meshplane.sentinel.domain.alert.Contact;
import io.meshplane.sentinel.domain.alert.EscalationPolicy;
import io.meshplane.sentinel.domain.alert.EscalationPolicy.Step;
import io.meshplane.sentinel.domain.alert.QuietHours;
import io.meshplane.sentinel.domain.alert.Setting;
import io.meshplane.sentinel.domain.alert.Silence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings of the domain as events of the contract, and back. */
final class SettingEvents {
    private static final int MINUTE_S = 60;

    /** Which setting a key of the topic names. */
    record SettingKey(NetworkId network, Setting.Kind kind, Label name) {
        static SettingKey parse(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length != 3) throw new IllegalArgumentException("network/kind/name is expected");
            Setting.Kind kind = Setting.Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
            return new SettingKey(new NetworkId(parts[0]), kind, new Label(parts[2]));
        }

        @Override
        public String toString() {
            return network + "/" + kind.name().toLowerCase(Locale.ROOT) + "/" + name;
        }
    }

    static Event<AlertSettingChanged> changed(NetworkId network, Setting setting, String by) {
        AlertSettingChanged.Builder value = AlertSettingChanged.newBuilder()
                .setNetworkId(network.value())
                .setName(setting.name().value())
                .setChangedBy(by);
        switch (setting) {
            case Setting.OfContact(Contact contact) -> value.setContact(toEvent(contact));
            case Setting.OfPolicy(EscalationPolicy policy) -> value.setEscalation(toEvent(policy));
            case Setting.OfSilence(Silence silence) -> value.setSilence(toEvent(silence));
        }
        AlertSettingChanged event = value.build();
        EventId id = EventId.derivedFrom("alert-setting", HexFormat.of().formatHex(event.toByteArray()));
        String key = new SettingKey(network, setting.kind(), setting.name()).toString();
        return new Event<>(Topics.ALERT_SETTINGS, key, id, event);
    }

    /** @throws IllegalArgumentException if it is none that this service would have kept */
    static Setting toSetting(AlertSettingChanged event) {
        Label name = new Label(event.getName());
        return switch (event.getSettingCase()) {
            case CONTACT -> new Setting.OfContact(toContact(name, event.getContact()));
            case ESCALATION -> new Setting.OfPolicy(toPolicy(name, event.getEscalation()));
            case SILENCE -> new Setting.OfSilence(toSilence(name, event.getSilence(), event.getChangedBy()));
            case SETTING_NOT_SET -> throw new IllegalArgumentException("a setting that says nothing");
        };
    }

    private static ContactConfigured toEvent(Contact contact) {
        ContactConfigured.Builder value = ContactConfigured.newBuilder();
        switch (contact.channel()) {
            case Channel.Webhook(URI url, String secretHex) ->
                value.setWebhook(WebhookChannel.newBuilder()
                        .setUrl(url.toString())
                        .setSecret(ByteString.copyFrom(HexFormat.of().parseHex(secretHex))));
            case Channel.Email(String address) -> value.setEmailAddress(address);
            case Channel.Alertmanager(URI url) -> value.setAlertmanagerUrl(url.toString());
        }
        QuietHours quiet = contact.quietHours();
        if (quiet != null) {
            value.setQuietHours(QuietHoursConfigured.newBuilder()
                    .setZone(quiet.zone().getId())
                    .setFromMinute(quiet.from().toSecondOfDay() / MINUTE_S)
                    .setToMinute(quiet.to().toSecondOfDay() / MINUTE_S));
        }
        return value.build();
    }

    private static Contact toContact(Label name, ContactConfigured event) {
        Channel channel = switch (event.getChannelCase()) {
            case WEBHOOK ->
                new Channel.Webhook(
                        URI.create(event.getWebhook().getUrl()),
                        HexFormat.of().formatHex(event.getWebhook().getSecret().toByteArray()));
            case EMAIL_ADDRESS -> new Channel.Email(event.getEmailAddress());
            case ALERTMANAGER_URL -> new Channel.Alertmanager(URI.create(event.getAlertmanagerUrl()));
            case CHANNEL_NOT_SET -> throw new IllegalArgumentException("a contact without a way to it");
        };
        return new Contact(name, channel, toQuietHours(event));
    }

    private static @Nullable QuietHours toQuietHours(ContactConfigured event) {
        if (!event.hasQuietHours()) return null;
        QuietHoursConfigured quiet = event.getQuietHours();
        return new QuietHours(
                ZoneId.of(quiet.getZone()),
                LocalTime.ofSecondOfDay((long) quiet.getFromMinute() * MINUTE_S),
                LocalTime.ofSecondOfDay((long) quiet.getToMinute() * MINUTE_S));
    }

    private static EscalationConfigured toEvent(EscalationPolicy policy) {
        EscalationConfigured.Builder value = EscalationConfigured.newBuilder()
                .setAtLeast(AlertEvents.toEvent(policy.atLeast()))
                .setRounds(policy.rounds());
        for (Step step : policy.steps()) {
            EscalationStep.Builder part = EscalationStep.newBuilder()
                    .setPatienceS(Math.toIntExact(step.patience().toSeconds()));
            step.contacts().forEach(contact -> part.addContacts(contact.value()));
            value.addSteps(part);
        }
        return value.build();
    }

    private static EscalationPolicy toPolicy(Label name, EscalationConfigured event) {
        return new EscalationPolicy(
                name,
                AlertEvents.toSeverity(event.getAtLeast()),
                event.getStepsList().stream().map(SettingEvents::toStep).toList(),
                event.getRounds());
    }

    private static Step toStep(EscalationStep event) {
        return new Step(
                event.getContactsList().stream().map(Label::new).toList(), Duration.ofSeconds(event.getPatienceS()));
    }

    private static SilenceConfigured toEvent(Silence silence) {
        return SilenceConfigured.newBuilder()
                .putAllMatchers(silence.matchers())
                .setReason(silence.reason())
                .setUntilMs(silence.until().toEpochMilli())
                .build();
    }

    private static Silence toSilence(Label name, SilenceConfigured event, String by) {
        return new Silence(
                name,
                new TreeMap<>(event.getMatchersMap()),
                event.getReason(),
                by,
                Instant.ofEpochMilli(event.getUntilMs()));
    }

    private SettingEvents() {}
}
