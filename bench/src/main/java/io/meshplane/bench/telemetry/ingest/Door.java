package io.meshplane.bench.telemetry.ingest;

import java.util.List;

/** A way in which telemetry enters a server. */
enum Door {
    /** One TimeSeries a sample, as Prometheus and vmagent send: peers and we take the very same bytes. */
    REMOTE_WRITE_1(
            "remote_write1",
            "remote-write 1",
            "/api/v1/write",
            Proof.TOKEN,
            "Content-Type: application/x-protobuf",
            "Content-Encoding: snappy",
            "X-Prometheus-Remote-Write-Version: 0.1.0"),
    /** The same samples, with a table of symbols. */
    REMOTE_WRITE_2(
            "remote_write2",
            "remote-write 2",
            "/api/v1/write",
            Proof.TOKEN,
            "Content-Type: application/x-protobuf;proto=io.prometheus.write.v2.Request",
            "Content-Encoding: snappy",
            "X-Prometheus-Remote-Write-Version: 2.0.0"),
    /** A ResourceMetrics a scrape, in the coding that exporters use unless told otherwise. */
    OTLP_GZIP(
            "otlp_gzip",
            "OTLP, gzip",
            "/v1/metrics",
            Proof.TOKEN,
            "Content-Type: application/x-protobuf",
            "Content-Encoding: gzip"),
    /** As {@link #OTLP_GZIP}, in the coding that costs less. */
    OTLP_ZSTD(
            "otlp_zstd",
            "OTLP, zstd",
            "/v1/metrics",
            Proof.TOKEN,
            "Content-Type: application/x-protobuf",
            "Content-Encoding: zstd"),
    /** Our format on a session. */
    NATIVE("native", "format 2", "/v1/telemetry", Proof.SESSION, "Content-Type: application/vnd.meshplane.batch"),
    /** As {@link #NATIVE}, from many small nodes. */
    NATIVE_CLIENT(
            "native_client",
            "format 2, clients",
            "/v1/telemetry",
            Proof.SESSION,
            "Content-Type: application/vnd.meshplane.batch");

    /** How a node shows who it is; peers are not asked for it. */
    enum Proof {
        TOKEN,
        SESSION
    }

    private final String key;
    private final String title;
    private final String path;
    private final Proof proof;
    private final String headers;

    Door(String key, String title, String path, Proof proof, String... headers) {
        this.key = key;
        this.title = title;
        this.path = path;
        this.proof = proof;
        this.headers = String.join("\r\n", List.of(headers)) + "\r\n";
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    String path() {
        return path;
    }

    /** Header lines of every upload, each with its end. */
    String headers() {
        return headers;
    }

    Proof proof() {
        return proof;
    }
}
