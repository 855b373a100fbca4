package io.meshplane.agent;

/** The format in which agents report, and with it everything behind it: {@link SpoolReporting} or {@link BufferReporting}. */
enum UploadFormat {
    /** Batches of format 1 to {@code POST /v1/batches}. */
    V1,
    /** Batches of format 2 to {@code POST /v1/telemetry}. */
    V2;

    /** What agents speak. The one place to change. */
    static final UploadFormat CURRENT = V2;
}
