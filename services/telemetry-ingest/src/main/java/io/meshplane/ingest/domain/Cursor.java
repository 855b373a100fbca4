package io.meshplane.ingest.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Which uploads of a node are in the log, and where. With its key in a table it takes less than 200 bytes while nothing is missing.
 *
 * @param current of the boot that the node runs now
 * @param earlier boots whose kept uploads may still come; at most {@link #BOOTS_MAX} with the current one
 * @param newestOffset where the upload lies that tells of the node's present
 * @param ours whether this process wrote the node's last upload: then nobody else knows of a later one
 */
public record Cursor(BootCursor current, List<BootCursor> earlier, long newestOffset, boolean ours) {
    public static final int BOOTS_MAX = 8;

    public Cursor {
        if (earlier.size() >= BOOTS_MAX) throw new IllegalArgumentException("boots: " + earlier.size());
        earlier = List.copyOf(earlier);
    }

    /** The current boot first, then the earlier ones. */
    public List<BootCursor> boots() {
        List<BootCursor> boots = new ArrayList<>(1 + earlier.size());
        boots.add(current);
        boots.addAll(earlier);
        return boots;
    }

    /** The same, last written by this process or not. */
    public Cursor asOurs(boolean isOurs) {
        return isOurs == ours ? this : new Cursor(current, earlier, newestOffset, isOurs);
    }
}
