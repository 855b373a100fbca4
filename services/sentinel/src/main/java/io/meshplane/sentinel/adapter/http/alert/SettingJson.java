package io.meshplane.sentinel.adapter.http.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.Channel;
import io.meshplane.sentinel.domain.alert.Contact;
import io.meshplane.sentinel.domain.alert.EscalationPolicy;
import io.meshplane.sentinel.domain.alert.QuietHours;
import io.meshplane.sentinel.domain.alert.Silence;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contacts, escalation policies and silences as operators write and read them. */
public final class SettingJson {

    /**
     * A contact: exactly one of the three ways is given.
     *
     * @param webhookUrl gets signed requests (docs/webhooks.md)
     * @param email needs a mail server in the service's configuration
     * @param alertmanagerUrl without {@code /api/v2/alerts}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ContactRequest(
            @Nullable String webhookUrl,
            @Nullable String email,
            @Nullable String alertmanagerUrl,
            @Nullable QuietHoursBody quietHours) {}

    /**
     * When only critical alerts may wake the contact.
     *
     * @param zone IANA name, such as {@code Europe/Berlin}
     * @param from local time, {@code 22:00}
     * @param to local time; before {@code from} = on the next day
     */
    public record QuietHoursBody(
            @Nullable String zone,
            @Nullable String from,
            @Nullable String to) {}

    /** @param secret of a new webhook, shown this once: {@code whsec_} and base64 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ContactAnswer(
            String name,
            @Nullable String webhookUrl,
            @Nullable String email,
            @Nullable String alertmanagerUrl,
            @Nullable QuietHoursBody quietHours,
            @Nullable String secret) {
        static ContactAnswer of(Contact contact, @Nullable String secret) {
            QuietHours quiet = contact.quietHours();
            return new ContactAnswer(
                    contact.name().value(),
                    contact.channel() instanceof Channel.Webhook(URI url, String ignored) ? url.toString() : null,
                    contact.channel() instanceof Channel.Email(String address) ? address : null,
                    contact.channel() instanceof Channel.Alertmanager(URI url) ? url.toString() : null,
                    quiet == null
                            ? null
                            : new QuietHoursBody(
                                    quiet.zone().getId(),
                                    quiet.from().toString(),
                                    quiet.to().toString()),
                    secret);
        }
    }

    public record ContactPage(List<ContactAnswer> contacts) {}

    /**
     * Who is paged first, and who next.
     *
     * @param atLeast INFO, WARNING or CRITICAL
     * @param rounds 1-100, 1 unless said otherwise
     */
    public record EscalationRequest(
            @Nullable String atLeast,
            @Nullable List<@Nullable StepBody> steps,
            @Nullable Integer rounds) {}

    /**
     * Contacts that are paged together.
     *
     * @param patienceSeconds until the next step, 1-86400
     */
    public record StepBody(
            @Nullable List<String> contacts, @Nullable Integer patienceSeconds) {}

    public record EscalationAnswer(String name, String atLeast, List<StepBody> steps, int rounds) {
        static EscalationAnswer of(EscalationPolicy policy) {
            List<StepBody> steps = policy.steps().stream()
                    .map(step -> new StepBody(
                            step.contacts().stream().map(Label::value).toList(),
                            Math.toIntExact(step.patience().toSeconds())))
                    .toList();
            return new EscalationAnswer(policy.name().value(), policy.atLeast().name(), steps, policy.rounds());
        }
    }

    public record EscalationPage(List<EscalationAnswer> policies) {}

    /**
     * No new pages for alerts that have all these labels.
     *
     * @param minutes from now on, 1-10080
     */
    public record SilenceRequest(
            @Nullable Map<String, String> matchers,
            @Nullable String reason,
            @Nullable Integer minutes) {}

    public record SilenceAnswer(String name, Map<String, String> matchers, String reason, String by, String until) {
        static SilenceAnswer of(Silence silence) {
            return new SilenceAnswer(
                    silence.name().value(),
                    silence.matchers(),
                    silence.reason(),
                    silence.by(),
                    silence.until().toString());
        }
    }

    public record SilencePage(List<SilenceAnswer> silences) {}

    private SettingJson() {}
}
