package io.meshplane.ingest.adapter.standard.body;

import io.meshplane.ingest.adapter.standard.Refusal;
import io.meshplane.ingest.domain.Allowance;
import org.jspecify.annotations.Nullable;

/** A body with its content coding undone, within bounds. Reusable, not thread-safe. */
public final class OpenedBody {
    private final int maxBytes;
    private final Room room;
    private final SnappyBlock snappy = new SnappyBlock();
    private final GzipStream gzip = new GzipStream();
    private final ZstdFrames zstd = new ZstdFrames();
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * Room for bodies.
     *
     * @param maxBytes of a body without its coding
     */
    public OpenedBody(int maxBytes, Allowance allowance) {
        this.maxBytes = maxBytes;
        this.room = new Room(maxBytes, allowance);
    }

    /** Undoes a coding; null = the plain bytes are there. Total: bytes from anybody. */
    public @Nullable Refusal open(byte[] body, Coding coding) {
        room.begin(body.length);
        Opening opening = switch (coding) {
            case IDENTITY -> Opening.OPENED;
            case GZIP -> gzip.open(body, room);
            case ZSTD -> zstd.open(body, room);
            case SNAPPY -> snappy.open(body, room);
        };
        bytes = coding == Coding.IDENTITY ? body : room.bytes();
        length = switch (coding) {
            case IDENTITY -> body.length;
            case GZIP -> gzip.length();
            case ZSTD -> zstd.length();
            case SNAPPY -> snappy.length();
        };
        return switch (opening) {
            case OPENED -> length > maxBytes ? tooLarge() : null;
            case DAMAGED -> Refusal.malformed("the body is no whole " + coding);
            case TOO_LARGE -> tooLarge();
            case NO_MEMORY -> new Refusal(Refusal.Reason.BUSY, "the memory for requests is in use");
        };
    }

    private Refusal tooLarge() {
        return Refusal.tooLarge("decompressed, the body is larger than " + maxBytes + " bytes or than " + Room.RATIO_MAX
                + " times what came");
    }

    /** The plain bytes; {@link #length} of them count, until the next call. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Lets go of the body and of memory beyond what is set aside. */
    public void clear() {
        room.begin(0);
        bytes = new byte[0];
        length = 0;
    }
}
