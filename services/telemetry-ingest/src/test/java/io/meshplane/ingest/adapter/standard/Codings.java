package io.meshplane.ingest.adapter.standard;

import com.github.luben.zstd.Zstd;
import io.meshplane.ingest.adapter.standard.body.Coding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.Snappy;

/** What senders do to a body, by other people's libraries. */
final class Codings {
    static byte[] encode(byte[] body, Coding coding) {
        try {
            return switch (coding) {
                case IDENTITY -> body;
                case ZSTD -> Zstd.compress(body, 3);
                case SNAPPY -> Snappy.compress(body);
                case GZIP -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                        gzip.write(body);
                    }
                    yield out.toByteArray();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Codings() {}
}
