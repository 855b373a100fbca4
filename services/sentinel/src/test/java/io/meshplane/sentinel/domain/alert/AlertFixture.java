package io.meshplane.sentinel.domain.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.EscalationPolicy.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An alert, two contacts, and a policy that goes from one to the other after five minutes, twice. */
public final class AlertFixture {
    public static final Instant NOW = Instant.parse("2026-05-30T12:00:00Z");
    public static final AlertKey KEY = new AlertKey(new NetworkId("valley"), "pool:exit:unserved");
    public static final Label ANNA = new Label("anna");
    public static final Label BEN = new Label("ben");
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    public static Subject subject(Severity severity) {
        return Subject.of(
                severity, "pools", "no member of exit is up", Map.of("alertname", "PoolUnserved", "pool", "exit"));
    }

    public static Signal firing(Severity severity) {
        return new Signal.Firing(subject(severity));
    }

    public static Alert open(Severity severity) {
        return taken(null, firing(severity), "s1", NOW);
    }

    public static Alert taken(@Nullable Alert known, Signal signal, String id, Instant at) {
        return Objects.requireNonNull(AlertRules.take(known, KEY, signal, id, at));
    }

    /** A contact without quiet hours. */
    public static Contact contact(Label name) {
        return new Contact(name, new Channel.Email(name + "@mesh.example"), null);
    }

    /** A contact that sleeps from 22 to 6 in UTC. */
    public static Contact sleeper(Label name) {
        QuietHours night = new QuietHours(ZoneId.of("UTC"), LocalTime.of(22, 0), LocalTime.of(6, 0));
        return new Contact(name, new Channel.Email(name + "@mesh.example"), night);
    }

    public static EscalationPolicy policy(Severity atLeast, int rounds, Label... steps) {
        List<Step> each = Arrays.stream(steps)
                .map(contact -> new Step(List.of(contact), PATIENCE))
                .toList();
        return new EscalationPolicy(new Label("policy"), atLeast, each, rounds);
    }

    public static AlertSettings settings(EscalationPolicy policy, Contact... contacts) {
        AlertSettings settings = AlertSettings.NONE.with(new Setting.OfPolicy(policy));
        for (Contact contact : contacts) settings = settings.with(new Setting.OfContact(contact));
        return settings;
    }

    /** Anna, then Ben, then both again. */
    public static AlertSettings annaThenBen() {
        return settings(policy(Severity.INFO, 2, ANNA, BEN), contact(ANNA), contact(BEN));
    }

    public static AlertSettings silenced(AlertSettings settings, Instant until) {
        TreeMap<String, String> exit = new TreeMap<>(Map.of("pool", "exit"));
        return settings.with(new Setting.OfSilence(new Silence(new Label("works"), exit, "new kernel", "anna", until)));
    }

    public static List<String> paged(Alert alert) {
        return alert.pagesOfEpisode().stream()
                .filter(page -> page.kind() == Page.Kind.PAGE)
                .sorted(Comparator.comparingInt(Page::step))
                .map(page -> page.step() + " " + page.contact())
                .toList();
    }

    private AlertFixture() {}
}
