package io.meshplane.sentinel.adapter.page;

import io.meshplane.sentinel.domain.alert.PageMessage;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.time.Duration;
import java.util.Map;

/** Sends pages by SMTP. The Message-ID is the page's: mailboxes show a second telling once. */
public final class MailSender {
    private final MailClient client;
    private final String from;
    private final Duration deadline;

    /** @param config the server; connections are bounded and kept for reuse */
    public MailSender(Vertx vertx, MailConfig config, String from, Duration deadline) {
        this.client = MailClient.create(vertx, config);
        this.from = from;
        this.deadline = deadline;
    }

    Uni<Sent> send(String address, PageMessage message) {
        String domain = from.substring(from.indexOf('@') + 1);
        MailMessage mail = new MailMessage()
                .setFrom(from)
                .setTo(address)
                .setSubject(message.title().replaceAll("[\\r\\n]", " "))
                .setText(message.text())
                .setHeaders(MultiMap.caseInsensitiveMultiMap()
                        .addAll(Map.of(
                                "Message-ID",
                                "<" + message.page().id() + "@" + domain + ">",
                                "Auto-Submitted",
                                "auto-generated"))); // RFC 3834: no holiday answers
        return UniHelper.toUni(client.sendMail(mail))
                .<Sent>map(_ -> new Sent.Delivered())
                .ifNoItem()
                .after(deadline)
                .recoverWithItem(new Sent.Failed("no answer within " + deadline.toMillis() + " ms"))
                .onFailure()
                .recoverWithItem(failure -> new Sent.Failed(
                        "the mail server did not take it: " + failure.getClass().getSimpleName()));
    }
}
