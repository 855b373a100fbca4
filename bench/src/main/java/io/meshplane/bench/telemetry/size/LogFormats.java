package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.entropy.BitEncoder;
import io.meshplane.telemetry.logs.LogDecoder;
import io.meshplane.telemetry.logs.LogEncoder;
import io.meshplane.telemetry.logs.LogLines;
import java.util.Arrays;
import java.util.List;

/** Logs: ours, and general compression of the text. */
final class LogFormats {
    private LogFormats() {}

    /** The lines as text, each with its end. */
    static byte[] text(LogLines lines) {
        byte[] text = new byte[lines.sizeBytes() + lines.count()];
        int at = 0;
        for (int i = 0; i < lines.count(); i++) {
            int length = lines.end(i) - lines.start(i);
            System.arraycopy(lines.buffer(), lines.start(i), text, at, length);
            at += length;
            text[at++] = '\n';
        }
        return text;
    }

    /**
     * Bytes of all batches in our format, as parts of messages: what a message needs besides its lines is counted with its metrics.
     * Each is decoded again and compared byte by byte.
     *
     * @param chained whether state is carried from batch to batch
     */
    static long nativeSize(List<LogLines> batches, boolean chained) throws NotLosslessException {
        LogEncoder encoder = new LogEncoder();
        LogDecoder decoder = new LogDecoder();
        LogLines back = new LogLines();
        long bytes = 0;
        for (int i = 0; i < batches.size(); i++) {
            LogLines sent = batches.get(i);
            if (!chained) {
                encoder.reset();
                decoder.reset();
            }
            BitEncoder out = new BitEncoder();
            encoder.encode(sent, out);
            byte[] message = out.finish();
            BitDecoder in = new BitDecoder();
            in.reset(message, 0, message.length);
            boolean equal = decoder.decode(in, sent.count(), sent.sizeBytes(), back) && isEqual(sent, back);
            if (!equal) throw new NotLosslessException(i, "log lines differ");
            bytes += message.length;
        }
        return bytes;
    }

    private static boolean isEqual(LogLines one, LogLines other) {
        if (one.count() != other.count() || one.sizeBytes() != other.sizeBytes()) return false;
        for (int i = 0; i < one.count(); i++) if (one.end(i) != other.end(i)) return false;
        return Arrays.equals(one.buffer(), 0, one.sizeBytes(), other.buffer(), 0, other.sizeBytes());
    }
}
