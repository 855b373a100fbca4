package io.meshplane.ingest.adapter.standard.body;

import java.util.Locale;
import java.util.Optional;

/** A content coding (RFC 9110 §8.4.1) that a door may take. */
public enum Coding {
    IDENTITY,
    GZIP,
    /** RFC 8878. */
    ZSTD,
    /** The block form of snappy, not the framed one; remote-write's own. */
    SNAPPY;

    /** The coding of that name, in any case; empty if it is none of ours. */
    public static Optional<Coding> named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            case "snappy" -> Optional.of(SNAPPY);
            default -> Optional.empty();
        };
    }
}
