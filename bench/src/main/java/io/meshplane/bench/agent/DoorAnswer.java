package io.meshplane.bench.agent;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An answer of the door.
 *
 * @param head status line and headers, each with its end
 */
record DoorAnswer(String head, String body) {
    /** The batch is taken, or was before: as telemetry-ingest says so, header by header. */
    static DoorAnswer accepted(long bootId, long sequence) {
        String name = HexFormat.of().toHexDigits(bootId) + "/" + sequence;
        return new DoorAnswer("HTTP/1.1 204 No Content\r\nAccepted: " + name + "\r\n", "");
    }

    static DoorAnswer created(String json) {
        return new DoorAnswer(
                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\ncontent-length: " + json.length() + "\r\n",
                json);
    }

    static DoorAnswer problem(int status, String type) {
        String json = "{\"type\":\"" + type + "\",\"status\":" + status + "}";
        return new DoorAnswer(
                "HTTP/1.1 " + status + " Refused\r\nContent-Type: application/problem+json\r\ncontent-length: "
                        + json.length() + "\r\n",
                json);
    }

    byte[] bytes() {
        return (head + "\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }
}
