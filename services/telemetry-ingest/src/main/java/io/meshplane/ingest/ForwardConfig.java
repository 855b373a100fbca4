package io.meshplane.ingest;

import io.meshplane.ingest.adapter.remote.WriteRequest;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Prometheus-compatible stores to which all values are forwarded; none unless named. */
@ConfigMapping(prefix = "meshplane.forward")
public interface ForwardConfig {
    /** By name: small letters, digits and hyphens. A name is a consumer group's end, so a new one begins with the oldest record. */
    Map<String, Store> stores();

    /** One of them. */
    interface Store {
        /** Where it takes remote-write, such as {@code https://store.example/api/v1/write}. */
        URI url();

        /** User of basic authentication. */
        Optional<String> user();

        /** File with that user's password. */
        Optional<Path> passwordFile();

        /** File with a bearer token. */
        Optional<Path> tokenFile();

        /** The form to begin with; a receiver that does not know the second gets the first. */
        @WithDefault("V2")
        WriteRequest.Version version();

        /** Samples in a request. */
        @WithDefault("10000")
        int maxSamples();

        /** Of a request, connecting included. */
        @WithDefault("30S")
        Duration deadline();

        /** Before the second try. */
        @WithDefault("500MS")
        Duration firstPause();

        /** Between two tries, unless the store asks for more. */
        @WithDefault("1M")
        Duration longestPause();

        /** Most that it may ask for by Retry-After. */
        @WithDefault("10M")
        Duration longestAsked();

        /** Whether it may be on this machine. */
        @WithDefault("false")
        boolean allowLoopback();

        /** Records of uploads.v1 at a time. */
        @WithDefault("200")
        int batchRecords();
    }
}
