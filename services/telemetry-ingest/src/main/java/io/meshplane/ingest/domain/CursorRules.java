package io.meshplane.ingest.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which uploads are new. A node ships its newest upload first and what an outage held back after it, so a lower sequence is
 * normal: it is taken once. Within a boot the sequence is the order. Boot ids are random; of two boots the one that closed an
 * upload later is the current one. That time is the node's and may be wrong, so it decides nothing else.
 */
public final class CursorRules {

    /** What becomes of an upload. */
    public sealed interface Decision {
        /**
         * It is new.
         *
         * @param skipped sequences that are missing since this upload and were not before
         * @param newest whether it tells of the node's present: it is the highest sequence of the current boot
         */
        record Accept(Cursor next, long skipped, boolean newest) implements Decision {}

        /** It came before. */
        record Duplicate() implements Decision {}
    }

    /**
     * Decides over an upload.
     *
     * @param cursor null if nothing came from this node yet
     * @param sequence 1 or more
     * @param closedAtMs when the node closed the upload, not later than it arrived
     * @param offset where it lies in the log; before it does, anything
     */
    public static Decision accept(@Nullable Cursor cursor, long bootId, long sequence, long closedAtMs, long offset) {
        BootCursor before = cursor == null ? null : find(cursor, bootId);
        BootCursor after = before == null
                ? BootCursor.startingWith(bootId, sequence, closedAtMs)
                : before.accept(sequence, closedAtMs);
        if (after == null) return new Decision.Duplicate();
        boolean highest = before == null || sequence > before.highest();
        long skipped = before == null ? sequence - 1 : highest ? sequence - before.highest() - 1 : 0;
        boolean current = cursor == null
                || cursor.current().bootId() == bootId
                || (highest && closedAtMs >= cursor.current().closedAtMs());
        boolean newest = highest && current;
        long newestOffset = newest || cursor == null ? offset : cursor.newestOffset();
        boolean ours = cursor != null && cursor.ours();
        return new Decision.Accept(with(cursor, after, current, newestOffset, ours), skipped, newest);
    }

    private static @Nullable BootCursor find(Cursor cursor, long bootId) {
        if (cursor.current().bootId() == bootId) return cursor.current();
        for (BootCursor boot : cursor.earlier()) if (boot.bootId() == bootId) return boot;
        return null;
    }

    private static Cursor with(
            @Nullable Cursor cursor, BootCursor boot, boolean current, long newestOffset, boolean ours) {
        if (cursor == null) return new Cursor(boot, List.of(), newestOffset, ours);
        List<BootCursor> boots = new ArrayList<>();
        for (BootCursor other : cursor.boots()) if (other.bootId() != boot.bootId()) boots.add(other);
        boots.add(current ? 0 : 1, boot);
        int kept = Math.min(boots.size(), Cursor.BOOTS_MAX);
        return new Cursor(boots.getFirst(), boots.subList(1, kept), newestOffset, ours);
    }

    private CursorRules() {}
}
