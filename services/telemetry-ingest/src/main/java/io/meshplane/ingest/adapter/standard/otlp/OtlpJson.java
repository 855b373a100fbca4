package io.meshplane.ingest.adapter.standard.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.meshplane.ingest.adapter.standard.Refusal;
import io.meshplane.ingest.adapter.standard.otlp.OtlpSchema.Field;
import io.meshplane.ingest.wire.ProtoBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Turns OTLP's JSON (OTLP specification, "JSON Protobuf Encoding") into its protobuf, so that one reader serves both: ids are hex,
 * other bytes base64, 64-bit integers may be text, enums are integers, unknown fields are ignored, null is absence.
 */
public final class OtlpJson {
    private static final int DEPTH_MAX = 64;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNameLength(1024)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** What the JSON broke; never leaves this class. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String what) {
            super(what, null, false, false);
        }
    }

    private final ProtoBytes out;

    /** Room for one body's protobuf after the other. */
    public OtlpJson(int maxBytes) {
        this.out = new ProtoBytes(16 << 10, maxBytes);
    }

    /** Reads an ExportMetricsServiceRequest; null = its protobuf is there. */
    public @Nullable Refusal metrics(byte[] json, int length) {
        return read(json, length, OtlpSchema.METRICS);
    }

    /** Reads an ExportLogsServiceRequest; null = its protobuf is there. */
    public @Nullable Refusal logs(byte[] json, int length) {
        return read(json, length, OtlpSchema.LOGS);
    }

    private @Nullable Refusal read(byte[] json, int length, OtlpSchema schema) {
        out.clear();
        try (JsonParser parser = JSON.createParser(json, 0, length)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) return Refusal.malformed("not a JSON object");
                message(parser, schema);
                if (parser.nextToken() != null) return Refusal.malformed("more than one JSON value");
            } catch (Unfit e) {
                return Refusal.malformed(path(parser) + ": " + e.getMessage());
            }
        } catch (IOException e) {
            return Refusal.malformed("not JSON, or nested too deeply");
        }
        return out.isOver() ? Refusal.tooLarge("the body is too large") : null;
    }

    private static String path(JsonParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.isEmpty() ? "/" : pointer;
    }

    /** The protobuf; {@link #length} bytes of it count, until the next call. */
    public byte[] bytes() {
        return out.bytes();
    }

    public int length() {
        return out.size();
    }

    public void clear() {
        out.clear();
    }

    private void message(JsonParser in, OtlpSchema schema) throws IOException, Unfit {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Field field = schema.field(in.currentName());
            JsonToken token = in.nextToken();
            if (field == null) in.skipChildren();
            else if (token == JsonToken.START_ARRAY) array(in, field);
            else if (token != JsonToken.VALUE_NULL) value(in, field);
        }
    }

    private void array(JsonParser in, Field field) throws IOException, Unfit {
        if (!field.repeated()) throw new Unfit("no list is expected");
        int mark = field.packed() ? out.open(field.tag()) : 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == null) throw new Unfit("cut off");
            value(in, field);
        }
        if (field.packed()) out.close(mark);
    }

    private void value(JsonParser in, Field field) throws IOException, Unfit {
        if (!field.packed() && field.message() == null) out.varint(field.tag());
        switch (field.type()) {
            case MESSAGE -> inner(in, field);
            case STRING -> bytes(in.currentToken() == JsonToken.VALUE_STRING ? utf8(in) : wrong("a string"));
            case HEX -> bytes(hex(in));
            case BASE64 -> bytes(base64(in));
            case BOOL -> out.varint(bool(in) ? 1 : 0);
            case VARINT -> out.varint(integer(in));
            case FIXED64 -> out.fixed64(integer(in));
            case FIXED32 -> fixed32(integer(in));
            case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(number(in)));
        }
    }

    private void inner(JsonParser in, Field field) throws IOException, Unfit {
        OtlpSchema schema = field.message();
        if (schema == null || in.currentToken() != JsonToken.START_OBJECT) throw new Unfit("an object is expected");
        int mark = out.open(field.tag());
        message(in, schema);
        out.close(mark);
    }

    private void bytes(byte[] value) {
        out.varint(value.length);
        out.raw(value, 0, value.length);
    }

    private void fixed32(long value) {
        for (int shift = 0; shift < 32; shift += 8) out.octet((int) (value >>> shift));
    }

    private static byte[] utf8(JsonParser in) throws IOException {
        return in.getText().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] wrong(String expected) throws Unfit {
        throw new Unfit(expected + " is expected");
    }

    private static byte[] hex(JsonParser in) throws IOException, Unfit {
        try {
            return HexFormat.of().parseHex(in.getText());
        } catch (IllegalArgumentException e) {
            return wrong("hex");
        }
    }

    private static byte[] base64(JsonParser in) throws IOException, Unfit {
        try {
            return Base64.getDecoder().decode(in.getText().replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            return wrong("base64");
        }
    }

    private static boolean bool(JsonParser in) throws Unfit {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new Unfit("true or false is expected");
        };
    }

    private static long integer(JsonParser in) throws IOException, Unfit {
        String text = in.getText();
        boolean fits = in.currentToken() == JsonToken.VALUE_NUMBER_INT || in.currentToken() == JsonToken.VALUE_STRING;
        try {
            if (fits && text.length() <= 20)
                return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new Unfit("an integer is expected");
        }
        throw new Unfit("an integer is expected");
    }

    private static double number(JsonParser in) throws IOException, Unfit {
        if (in.currentToken().isNumeric()) return in.getDoubleValue();
        if (in.currentToken() != JsonToken.VALUE_STRING) throw new Unfit("a number is expected");
        return switch (in.getText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> parsed(in.getText());
        };
    }

    private static double parsed(String text) throws Unfit {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new Unfit("a number is expected");
        }
    }
}
