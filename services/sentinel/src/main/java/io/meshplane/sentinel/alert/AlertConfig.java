package io.meshplane.sentinel.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What operators of the service can set about waking people: {@code meshplane.alert.…}. */
@ConfigMapping(prefix = "meshplane.alert")
public interface AlertConfig {
    /** How often it is looked what is due. */
    @WithDefault("500ms")
    Duration every();

    /** Where this service is reached by people's browsers, without a slash at the end; links in pages lead there. */
    @WithDefault("http://127.0.0.1:7105")
    String publicUrl();

    /** Signs the links in pages, 16 characters or more, the same for all instances; absent = links end with the process. */
    Optional<String> linkKey();

    /** Address ranges (CIDR) that webhooks and Alertmanagers may have beside public ones; there plain http is allowed too. */
    Optional<Set<String>> allowedAddresses();

    /** Name, connection and answer of one try. */
    @WithDefault("10s")
    Duration deadline();

    /** The network whose contacts hear of the service itself, such as a dead man's switch out of reach; absent = the log only. */
    Optional<String> houseNetwork();

    /** Alerts that ended are forgotten after this. */
    @WithDefault("90d")
    Duration keptFor();

    Smtp smtp();

    DeadMan deadMan();

    /** The mail server; mail works once the host is set. */
    interface Smtp {
        Optional<String> host();

        @WithDefault("25")
        int port();

        @WithDefault("meshplane@localhost")
        String from();

        /** STARTTLS: {@code DISABLED}, {@code OPTIONAL} or {@code REQUIRED}. */
        @WithDefault("OPTIONAL")
        String startTls();

        /** TLS from the first byte on. */
        @WithDefault("false")
        boolean ssl();

        Optional<String> username();

        Optional<String> passwordFile();
    }

    /** An external service that raises the alarm when it no longer hears from this one. */
    interface DeadMan {
        /** POSTed to, with an empty JSON object; absent = nobody watches the watchman. */
        Optional<String> url();

        @WithDefault("1m")
        Duration period();
    }
}
