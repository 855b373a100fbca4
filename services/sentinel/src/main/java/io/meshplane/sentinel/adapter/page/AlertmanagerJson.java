package io.meshplane.sentinel.adapter.page;

import io.meshplane.sentinel.domain.alert.Ending;
import io.meshplane.sentinel.domain.alert.PageMessage;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One alert as an Alertmanager takes it at {@code POST /api/v2/alerts}. */
record AlertmanagerJson(Map<String, String> labels, Map<String, String> annotations, String startsAt, String endsAt) {
    /** Marks alerts as ours: one that comes back by an Alertmanager's webhook makes no new alert. */
    static final String OWN = "meshplane_fingerprint";
    /** It lasts there for that long unless it is cleared: an Alertmanager drops after 5 minutes what has no end. */
    private static final Duration LASTS = Duration.ofDays(7);

    static AlertmanagerJson of(PageMessage message) {
        var alert = message.alert();
        Map<String, String> labels = new TreeMap<>();
        alert.subject().labels().forEach((name, value) -> labels.put(labelName(name), value));
        labels.putIfAbsent("alertname", alert.key().fingerprint());
        labels.put("severity", alert.subject().severity().name().toLowerCase(Locale.ROOT));
        labels.put("network", alert.key().network().value());
        labels.put(OWN, alert.key().fingerprint());
        if (alert.drill() != null) labels.put("drill", "true");
        Ending ending = message.episode().ending();
        return new AlertmanagerJson(
                labels,
                Map.of("summary", alert.subject().summary(), "acknowledge", message.link()),
                message.since().toString(),
                (ending == null ? message.page().decidedAt().plus(LASTS) : ending.at()).toString());
    }

    /** Names of labels there are of letters, digits and underscores. */
    private static String labelName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }
}
