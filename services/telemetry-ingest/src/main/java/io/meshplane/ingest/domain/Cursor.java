package io.meshplane.ingest.domain;

import java.util.List;

/**
 * How far a node's uploads are.
 *
 * @param boots the current boot first, then earlier ones, whose buffered uploads may still come; 1 to {@link #BOOTS_MAX}
 */
public record Cursor(List<BootCursor> boots) {
    public static final int BOOTS_MAX = 8;

    public Cursor {
        if (boots.isEmpty() || boots.size() > BOOTS_MAX) throw new IllegalArgumentException("boots: " + boots.size());
        boots = List.copyOf(boots);
    }

    /** The boot that the node runs now. */
    public BootCursor current() {
        return boots.getFirst();
    }
}
