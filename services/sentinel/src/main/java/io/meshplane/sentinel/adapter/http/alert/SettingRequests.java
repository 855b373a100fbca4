package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.ContactRequest;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.EscalationRequest;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.QuietHoursBody;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.SilenceRequest;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.StepBody;
import io.meshplane.sentinel.alert.SettingFlow.Outcome;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.AlertSettings;
import io.meshplane.sentinel.domain.alert.Channel;
import io.meshplane.sentinel.domain.alert.Contact;
import io.meshplane.sentinel.domain.alert.EscalationPolicy;
import io.meshplane.sentinel.domain.alert.EscalationPolicy.Step;
import io.meshplane.sentinel.domain.alert.QuietHours;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Silence;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads requests into settings; what does not fit is a problem that names the field. */
final class SettingRequests {
    private static final int WEEK_MINUTES = 7 * 24 * 60;

    /** @param secretHex signs, if it is a webhook */
    static Contact toContact(Label name, @Nullable ContactRequest request, String secretHex) {
        ContactRequest given = present(request);
        long ways = Stream.of(given.webhookUrl(), given.email(), given.alertmanagerUrl())
                .filter(way -> way != null)
                .count();
        if (ways != 1) {
            throw Problem.malformed("one of webhookUrl, email and alertmanagerUrl is expected")
                    .asException();
        }
        return new Contact(name, channel(given, secretHex), quietHours(given.quietHours()));
    }

    private static Channel channel(ContactRequest given, String secretHex) {
        if (given.email() != null) return Fields.required("email", given.email(), Channel.Email::new);
        if (given.webhookUrl() != null) {
            return new Channel.Webhook(Fields.required("webhookUrl", given.webhookUrl(), URI::create), secretHex);
        }
        return new Channel.Alertmanager(Fields.required("alertmanagerUrl", given.alertmanagerUrl(), URI::create));
    }

    private static @Nullable QuietHours quietHours(@Nullable QuietHoursBody given) {
        if (given == null) return null;
        ZoneId zone = Fields.required("quietHours.zone", given.zone(), SettingRequests::zone);
        LocalTime from = Fields.required("quietHours.from", given.from(), SettingRequests::minute);
        LocalTime to = Fields.required("quietHours.to", given.to(), SettingRequests::minute);
        if (from.equals(to))
            throw Problem.invalidField("quietHours.to", "is when they begin").asException();
        return new QuietHours(zone, from, to);
    }

    private static ZoneId zone(String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new IllegalArgumentException("a time zone such as Europe/Berlin is expected");
        }
        return ZoneId.of(text);
    }

    private static LocalTime minute(String text) {
        try {
            return LocalTime.parse(text).truncatedTo(ChronoUnit.MINUTES);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time such as 22:00 is expected", e);
        }
    }

    static EscalationPolicy toPolicy(Label name, @Nullable EscalationRequest request) {
        EscalationRequest given = present(request);
        Severity atLeast = Fields.required("atLeast", given.atLeast(), text -> choice(text, Severity.values()));
        List<@Nullable StepBody> bodies = given.steps();
        if (bodies == null || bodies.isEmpty() || bodies.size() > EscalationPolicy.STEPS_MAX) {
            throw Problem.invalidField("steps", "1-" + EscalationPolicy.STEPS_MAX + " steps are expected")
                    .asException();
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) steps.add(step("steps[" + i + "]", bodies.get(i)));
        int rounds =
                given.rounds() == null ? 1 : Fields.within("rounds", given.rounds(), 1, EscalationPolicy.ROUNDS_MAX);
        return new EscalationPolicy(name, atLeast, steps, rounds);
    }

    private static Step step(String field, @Nullable StepBody body) {
        if (body == null) throw Problem.invalidField(field, "is missing").asException();
        List<String> names = body.contacts();
        if (names == null || names.isEmpty() || names.size() > EscalationPolicy.CONTACTS_MAX) {
            throw Problem.invalidField(
                            field + ".contacts", "1-" + EscalationPolicy.CONTACTS_MAX + " contacts are expected")
                    .asException();
        }
        List<Label> contacts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            contacts.add(Fields.required(field + ".contacts[" + i + "]", names.get(i), Label::new));
        }
        int seconds = Fields.within(
                field + ".patienceSeconds",
                body.patienceSeconds(),
                Math.toIntExact(EscalationPolicy.PATIENCE_LEAST.toSeconds()),
                Math.toIntExact(EscalationPolicy.PATIENCE_MOST.toSeconds()));
        return new Step(contacts.stream().distinct().toList(), Duration.ofSeconds(seconds));
    }

    static Silence toSilence(Label name, @Nullable SilenceRequest request, String by, Instant now) {
        SilenceRequest given = present(request);
        int minutes = Fields.within("minutes", given.minutes(), 1, WEEK_MINUTES);
        Instant until = now.plus(Duration.ofMinutes(minutes)).truncatedTo(ChronoUnit.SECONDS);
        if (given.matchers() == null)
            throw Problem.invalidField("matchers", "is missing").asException();
        if (given.matchers().containsValue(null)) {
            throw Problem.invalidField("matchers", "a value is missing").asException();
        }
        TreeMap<String, String> matchers = new TreeMap<>(given.matchers());
        if (matchers.isEmpty())
            throw Problem.invalidField("matchers", "one at least is expected").asException();
        return Fields.required("reason", given.reason(), reason -> new Silence(name, matchers, reason, by, until));
    }

    /** Reads one of a few names. */
    static <E extends Enum<E>> E choice(String text, E[] known) {
        return Arrays.stream(known)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of " + Arrays.toString(known) + " is expected"));
    }

    private static <T> T present(@Nullable T request) {
        if (request == null)
            throw Problem.malformed("a JSON object is expected").asException();
        return request;
    }

    /** Whether something is new; anything but success is a problem. */
    static boolean isNew(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(boolean isNew) -> isNew;
            case Outcome.Unknown() ->
                throw Problem.notFound("there is none of that name").asException();
            case Outcome.NoSuchContact(Label contact) ->
                throw Problem.invalidField("steps", "there is no contact " + contact)
                        .asException();
            case Outcome.StillNamed(Label policy) ->
                throw Problem.conflict("the policy " + policy + " pages this contact")
                        .asException();
            case Outcome.UrlDenied(String why) ->
                throw Problem.invalidField("url", why).asException();
            case Outcome.TooMany() ->
                throw Problem.conflict("there are " + AlertSettings.ENTRIES_MAX + " of them already")
                        .asException();
        };
    }

    private SettingRequests() {}
}
