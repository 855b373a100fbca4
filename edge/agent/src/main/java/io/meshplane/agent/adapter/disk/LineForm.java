package io.meshplane.agent.adapter.disk;

import io.meshplane.telemetry.logs.LogLines;
import java.util.List;

/** The bytes of a record of log lines: a count, then each with its length. */
final class LineForm {
    static byte[] write(List<byte[]> lines) {
        ByteWriter out = new ByteWriter();
        out.varint(lines.size());
        for (byte[] line : lines) out.block(line);
        return out.toBytes();
    }

    /** How many lines a record holds. */
    static int count(byte[] payload) {
        return new ByteReader(payload).count();
    }

    static void read(byte[] payload, LogLines into) {
        ByteReader in = new ByteReader(payload);
        for (int left = in.count(); left > 0; left--) into.add(in.block());
    }

    private LineForm() {}
}
