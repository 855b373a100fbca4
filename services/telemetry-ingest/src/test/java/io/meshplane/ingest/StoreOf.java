package io.meshplane.ingest;

import io.meshplane.ingest.adapter.remote.WriteRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A store on this machine, for tests: it is tried again soon. */
record StoreOf(
        URI url, int maxSamples, boolean allowLoopback, Optional<Path> tokenFile, Duration deadline, int batchRecords)
        implements ForwardConfig.Store {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int BATCH_RECORDS = 50;

    StoreOf(URI url) {
        this(url, 100, true, Optional.empty());
    }

    StoreOf(URI url, int maxSamples, boolean allowLoopback, Optional<Path> tokenFile) {
        this(url, maxSamples, allowLoopback, tokenFile, DEADLINE, BATCH_RECORDS);
    }

    /** It is given time, and few uploads at once. */
    static StoreOf patient(URI url, Duration deadline, int batchRecords) {
        return new StoreOf(url, 100, true, Optional.empty(), deadline, batchRecords);
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
}
