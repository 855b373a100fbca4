package io.meshplane.sentinel.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.platform.webhook.AddressRange;
import io.meshplane.platform.webhook.ReceiverRules;
import io.meshplane.platform.webhook.WebhookClient;
import io.meshplane.sentinel.adapter.page.MailSender;
import io.meshplane.sentinel.adapter.page.PageSender;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what pages from the configuration; what cannot be meant stops the start. */
@ApplicationScoped
public class AlertWiring {
    private static final int CONNECTIONS_MAX = 10;
    private static final Duration LEAST = Duration.ofMillis(10);

    private final AlertConfig config;

    AlertWiring(AlertConfig config) {
        this.config = config;
    }

    void check(@Observes StartupEvent event) {
        require(config.every().compareTo(LEAST) >= 0, "every is 10 ms or more");
        require(config.deadline().isPositive(), "deadline is positive");
        require(config.deadMan().period().compareTo(LEAST) >= 0, "dead-man.period is 10 ms or more");
        Optional<String> watchman = config.deadMan().url();
        require(
                watchman.isEmpty()
                        || ReceiverRules.complaint(URI.create(watchman.get())).isEmpty(),
                "dead-man.url is a URL that may be posted to");
        require(config.smtp().from().contains("@"), "smtp.from is an address");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) throw new IllegalStateException("configuration refused: meshplane.alert." + rule);
    }

    @Produces
    @Singleton
    WebhookClient webhookClient(Vertx vertx) {
        List<AddressRange> allowed = config.allowedAddresses().orElse(Set.of()).stream()
                .map(AddressRange::parse)
                .toList();
        return new WebhookClient(vertx, new ReceiverRules(allowed), config.deadline());
    }

    @Produces
    @Singleton
    PageSender pageSender(WebhookClient http, Vertx vertx, ObjectMapper mapper, InstantSource clock) {
        return new PageSender(http, mail(vertx), mapper, clock);
    }

    private @Nullable MailSender mail(Vertx vertx) {
        AlertConfig.Smtp smtp = config.smtp();
        if (smtp.host().isEmpty()) return null;
        MailConfig mail = new MailConfig(smtp.host().get(), smtp.port())
                .setStarttls(StartTLSOptions.valueOf(smtp.startTls()))
                .setSsl(smtp.ssl())
                .setMaxPoolSize(CONNECTIONS_MAX)
                .setConnectTimeout(Math.toIntExact(config.deadline().toMillis()))
                .setLogin(smtp.username().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
        smtp.username().ifPresent(name -> mail.setUsername(name).setPassword(password(smtp)));
        return new MailSender(vertx, mail, smtp.from(), config.deadline());
    }

    private static String password(AlertConfig.Smtp smtp) {
        String file = smtp.passwordFile()
                .orElseThrow(() -> new IllegalStateException(
                        "configuration refused: meshplane.alert.smtp.password-file is needed with a username"));
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("meshplane.alert.smtp.password-file", e);
        }
    }
}
