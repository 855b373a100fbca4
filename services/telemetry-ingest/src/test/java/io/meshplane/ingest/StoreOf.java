package io.meshplane.ingest;

import io.meshplane.ingest.adapter.remote.WriteRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A store on this machine, for tests: it is tried again soon. */
record StoreOf(URI url, int maxSamples, boolean allowLoopback, Optional<Path> tokenFile)
        implements ForwardConfig.Store {
    StoreOf(URI url) {
        this(url, 100, true, Optional.empty());
    }

    @Override
    public Optional<String> user() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> passwordFile() {
        return Optional.empty();
    }

    @Override
    public WriteRequest.Version version() {
        return WriteRequest.Version.V2;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration firstPause() {
        return Duration.ofMillis(10);
    }

    @Override
    public Duration longestPause() {
        return Duration.ofMillis(200);
    }

    @Override
    public Duration longestAsked() {
        return Duration.ofSeconds(2);
    }

    @Override
    public int batchRecords() {
        return 50;
    }
}
