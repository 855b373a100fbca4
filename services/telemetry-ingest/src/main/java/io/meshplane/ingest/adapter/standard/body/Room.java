package io.meshplane.ingest.adapter.standard.body;

import io.meshplane.ingest.domain.Allowance;
import java.util.Arrays;

/**
 * Where a body is decompressed to. Grows up to the limit, never to more than {@link #RATIO_MAX} times what came (so that a bomb of
 * a few bytes costs no more than what is set aside for good), and asks before it takes more than that.
 */
final class Room {
    static final int BASE_BYTES = 1 << 20;
    static final int RATIO_MAX = 250;

    private final int maxBytes;
    private final Allowance allowance;
    private byte[] bytes;
    private int limitBytes;

    Room(int maxBytes, Allowance allowance) {
        this.maxBytes = maxBytes;
        this.allowance = allowance;
        this.bytes = new byte[Math.min(BASE_BYTES, maxBytes)];
    }

    /** Begins with a body of that many compressed bytes; keeps no more memory than is set aside. */
    void begin(int compressedBytes) {
        if (bytes.length > BASE_BYTES) bytes = new byte[BASE_BYTES];
        limitBytes = (int) Math.min(maxBytes, Math.max(BASE_BYTES, (long) RATIO_MAX * compressedBytes));
    }

    byte[] bytes() {
        return bytes;
    }

    /** Room for so many bytes, what is there kept. */
    Opening grow(long sizeBytes) {
        if (sizeBytes <= bytes.length && sizeBytes <= limitBytes) return Opening.OPENED;
        if (sizeBytes > limitBytes) return Opening.TOO_LARGE;
        int capacity = (int) Math.min(limitBytes, Math.max(sizeBytes, 2L * bytes.length));
        if (!allowance.take(capacity - bytes.length)) return Opening.NO_MEMORY;
        bytes = Arrays.copyOf(bytes, capacity);
        return Opening.OPENED;
    }

    /** More room than now, as much as is good. */
    Opening grow() {
        return bytes.length >= limitBytes ? Opening.TOO_LARGE : grow(Math.min(limitBytes, 4L * bytes.length));
    }
}
