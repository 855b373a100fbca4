package io.meshplane.agent.domain.buffer;

import java.util.List;

/** What goes first when the buffer is full: the finer half of old scrapes, then old scrapes, old lines, old notes. */
public final class RoomRules {
    /** Thinned that often, a scrape in ten seconds is one in eighty. */
    public static final int MAX_LEVEL = 3;

    /**
     * The next step.
     *
     * @param segments in the order of shelves, oldest first within each
     */
    public static Relief next(List<StoredSegment> segments) {
        for (int i = 0; i + 1 < segments.size(); i++) {
            if (mayBeThinned(segments.get(i), segments.get(i + 1))) {
                return new Relief.Thin(segments.get(i), segments.get(i + 1));
            }
        }
        for (StoredSegment segment : segments) {
            if (!segment.busy()) return new Relief.Drop(segment);
        }
        return new Relief.Nothing();
    }

    private static boolean mayBeThinned(StoredSegment one, StoredSegment other) {
        return one.shelf() == Shelf.SCRAPES
                && other.shelf() == Shelf.SCRAPES
                && one.level() == other.level()
                && one.level() < MAX_LEVEL
                && !one.busy()
                && !other.busy();
    }

    private RoomRules() {}
}
