package io.meshplane.sentinel.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What DNS should say of a pool.
 *
 * @param primary the member that serves alone; null = several serve
 * @param sets never empty, and one of them at the record's own name
 */
record Answer(@Nullable Label primary, List<RecordSet> sets) {
    Answer {
        sets = List.copyOf(sets);
        if (sets.isEmpty()) throw new IllegalArgumentException("a pool is never emptied");
    }
}
