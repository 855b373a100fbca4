package io.meshplane.sentinel.domain.alert;

import java.time.Instant;
import java.util.Map;

/**
 * What a contact is told.
 *
 * @param link acknowledges the outbreak
 */
public record PageMessage(Alert alert, Page page, String link) {

    /** One line that says all that counts: it may be read on a locked screen. */
    public String title() {
        String drill = alert.drill() == null ? "" : "DRILL ";
        return drill + status() + " " + alert.subject().severity() + ": "
                + alert.subject().summary();
    }

    /** A page that arrives late says how it stands now. */
    public String status() {
        return alert.isOpen() ? "FIRING" : "OVER";
    }

    /** The outbreak that the page is about; a former one is told with what is known of it. */
    public Episode episode() {
        return alert.former().stream()
                .filter(former -> former.number() == page.episode())
                .findFirst()
                .orElse(alert.episode());
    }

    /** Plain text for people. */
    public String text() {
        StringBuilder text = new StringBuilder(alert.subject().summary()).append("\n\n");
        Episode episode = episode();
        Ending ending = episode.ending();
        line(text, "severity", alert.subject().severity().name());
        line(text, "network", alert.key().network().value());
        line(text, "since", episode.openedAt().toString());
        if (ending != null) line(text, "over since", ending.at() + " (" + ending.why() + ")");
        for (Map.Entry<String, String> label : alert.subject().labels().entrySet()) {
            line(text, label.getKey(), label.getValue());
        }
        if (page.kind() == Page.Kind.PAGE && ending == null) {
            text.append("\nI look after it: ").append(link).append("\n");
            text.append("Unless somebody says so, the next contact is paged.\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value.replaceAll("[\\r\\n]", " ")).append("\n");
    }

    /** When the outbreak began. */
    public Instant since() {
        return episode().openedAt();
    }
}
