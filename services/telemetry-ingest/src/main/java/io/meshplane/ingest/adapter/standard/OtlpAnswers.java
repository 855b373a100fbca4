package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.wire.ProtoBytes;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Answers of the OTLP doors in the encoding of the request (OTLP specification 1.x, "OTLP/HTTP Response"): a response message, with
 * partial success if something was rejected, or a google.rpc.Status.
 *
 * @param isJson else protobuf
 * @param rejectedField of the partial success, in JSON
 */
record OtlpAnswers(boolean isJson, String rejectedField) {
    static final String PROTOBUF = "application/x-protobuf";
    static final String JSON = "application/json";
    private static final int BYTES_MAX = 4 << 10;

    /** google.rpc.Code. */
    enum Code {
        INVALID_ARGUMENT(3),
        PERMISSION_DENIED(7),
        RESOURCE_EXHAUSTED(8),
        UNIMPLEMENTED(12),
        INTERNAL(13),
        UNAVAILABLE(14),
        UNAUTHENTICATED(16);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        static Code ofStatus(int httpStatus) {
            return switch (httpStatus) {
                case 401 -> UNAUTHENTICATED;
                case 403 -> PERMISSION_DENIED;
                case 413, 429 -> RESOURCE_EXHAUSTED;
                case 415 -> UNIMPLEMENTED;
                case 503 -> UNAVAILABLE;
                default -> httpStatus >= 500 ? INTERNAL : INVALID_ARGUMENT;
            };
        }
    }

    /** All was taken but so many. */
    Response taken(long rejected, String why) {
        if (isJson) {
            TextBuffer json = new TextBuffer(BYTES_MAX);
            json.octet('{');
            if (rejected > 0) {
                json.ascii("\"partialSuccess\":{\"" + rejectedField + "\":\"" + rejected + "\",\"errorMessage\":");
                quoted(json, why).octet('}');
            }
            json.octet('}');
            return answer(200, Arrays.copyOf(json.bytes(), json.size()));
        }
        ProtoBytes bytes = new ProtoBytes(64, BYTES_MAX);
        if (rejected > 0) {
            int mark = bytes.open(0x0a);
            bytes.number(0x08, rejected);
            bytes.text(0x12, why);
            bytes.close(mark);
        }
        return answer(200, Arrays.copyOf(bytes.bytes(), bytes.size()));
    }

    /** Not taken. */
    Response refused(int status, String message) {
        Code code = Code.ofStatus(status);
        if (isJson) {
            TextBuffer json = new TextBuffer(BYTES_MAX);
            json.ascii("{\"code\":" + code.number + ",\"message\":");
            quoted(json, message).octet('}');
            return answer(status, Arrays.copyOf(json.bytes(), json.size()));
        }
        ProtoBytes bytes = new ProtoBytes(64, BYTES_MAX);
        bytes.number(0x08, code.number);
        bytes.text(0x12, message);
        return answer(status, Arrays.copyOf(bytes.bytes(), bytes.size()));
    }

    private static TextBuffer quoted(TextBuffer json, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return json.quoted(utf8, 0, utf8.length);
    }

    private Response answer(int status, byte[] body) {
        return Response.status(status)
                .type(isJson ? JSON : PROTOBUF)
                .entity(body)
                .build();
    }
}
