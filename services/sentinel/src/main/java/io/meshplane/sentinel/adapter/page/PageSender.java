package io.meshplane.sentinel.adapter.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.platform.webhook.WebhookClient;
import io.meshplane.platform.webhook.WebhookClient.Result;
import io.meshplane.platform.webhook.WebhookSignature;
import io.meshplane.sentinel.domain.alert.Channel;
import io.meshplane.sentinel.domain.alert.PageMessage;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a page on a contact's way, once, under a deadline; never fails. Receivers tell a second telling by the page's id. */
public final class PageSender {
    private static final String JSON = "application/json";

    private final WebhookClient http;
    private final @Nullable MailSender mail;
    private final ObjectMapper mapper;
    private final InstantSource clock;

    /** @param mail null = there is no mail server */
    public PageSender(WebhookClient http, @Nullable MailSender mail, ObjectMapper mapper, InstantSource clock) {
        this.http = http;
        this.mail = mail;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Sends a page. */
    public Uni<Sent> send(Channel channel, PageMessage message) {
        return switch (channel) {
            case Channel.Webhook(URI url, String secretHex) -> post(url, secretHex, message);
            case Channel.Alertmanager(URI url) -> {
                URI alerts = URI.create(url.toString().replaceAll("/$", "") + "/api/v2/alerts");
                yield post(alerts, Map.of(), json(List.of(AlertmanagerJson.of(message))));
            }
            case Channel.Email(String address) ->
                mail == null
                        ? Uni.createFrom().item(new Sent.Failed("no mail server is configured"))
                        : mail.send(address, message);
        };
    }

    /** Tells a dead man's switch that this service is well. */
    public Uni<Sent> beat(URI url) {
        return post(url, Map.of(), "{}");
    }

    private Uni<Sent> post(URI url, String secretHex, PageMessage message) {
        String body = json(WebhookJson.of(message));
        String id = message.page().id();
        Instant now = clock.instant();
        List<byte[]> secrets = List.of(HexFormat.of().parseHex(secretHex));
        return post(
                url,
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", Long.toString(now.getEpochSecond()),
                        "webhook-signature", WebhookSignature.of(secrets, id, now, body)),
                body);
    }

    private Uni<Sent> post(URI url, Map<String, String> headers, String body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", JSON);
        return http.post(url, all, body).map(result -> switch (result) {
            case Result.Answered(int status) ->
                status / 100 == 2 ? new Sent.Delivered() : new Sent.Failed("it answered " + status);
            case Result.Failed(String why) -> new Sent.Failed(why);
        });
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of strings
        }
    }
}
