package io.meshplane.bench.telemetry.size;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.Snappy;

/** General compression, each batch by itself. */
public enum Compression {
    /** As it is. */
    NONE("", "") {
        @Override
        public byte[] of(byte[] plain) {
            return plain;
        }
    },
    /** RFC 1952, level 6 of zlib. */
    GZIP_6("_gzip6", " + gzip-6") {
        @Override
        public byte[] of(byte[] plain) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(plain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    },
    /** The block format. */
    SNAPPY("_snappy", " + snappy") {
        @Override
        public byte[] of(byte[] plain) {
            try {
                return Snappy.compress(plain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    /** RFC 8878, level 3. */
    ZSTD_3("_zstd3", " + zstd-3") {
        @Override
        public byte[] of(byte[] plain) {
            return Zstd.compress(plain, 3);
        }
    },
    /** RFC 8878, level 19. */
    ZSTD_19("_zstd19", " + zstd-19") {
        @Override
        public byte[] of(byte[] plain) {
            return Zstd.compress(plain, 19);
        }
    };

    private final String keyPart;
    private final String words;

    Compression(String keyPart, String words) {
        this.keyPart = keyPart;
        this.words = words;
    }

    /** One block or frame of these bytes. */
    public abstract byte[] of(byte[] plain);

    /** Ends the key of a figure. */
    String keyPart() {
        return keyPart;
    }

    /** Ends the name of a row. */
    String words() {
        return words;
    }
}
