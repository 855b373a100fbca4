package io.meshplane.sentinel.adapter.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.sentinel.domain.alert.Ending;
import io.meshplane.sentinel.domain.alert.PageMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a webhook (docs/alerts.md). */
record WebhookJson(String type, String timestamp, Data data) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            String pageId,
            String network,
            String fingerprint,
            int episode,
            String status,
            String severity,
            boolean drill,
            String summary,
            Map<String, String> labels,
            String startedAt,
            @Nullable String endedAt,
            int step,
            String contact,
            String acknowledge) {}

    static WebhookJson of(PageMessage message) {
        var alert = message.alert();
        var page = message.page();
        Ending ending = message.episode().ending();
        Data data = new Data(
                page.id(),
                alert.key().network().value(),
                alert.key().fingerprint(),
                page.episode(),
                message.status(),
                alert.subject().severity().name(),
                alert.drill() != null,
                alert.subject().summary(),
                alert.subject().labels(),
                message.since().toString(),
                ending == null ? null : ending.at().toString(),
                page.step(),
                page.contact().value(),
                message.link());
        String type = switch (page.kind()) {
            case PAGE -> "alert.page";
            case ALL_CLEAR -> "alert.all-clear";
        };
        return new WebhookJson(type, page.decidedAt().toString(), data);
    }
}
