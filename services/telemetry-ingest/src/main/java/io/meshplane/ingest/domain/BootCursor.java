package io.meshplane.ingest.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the uploads of one boot of a node are.
 *
 * @param bootId drawn by the agent at each start; any 64 bits
 * @param highest sequence that came, 1 or more
 * @param missing sequences below it that never came, at most; never 0 while one may still come
 * @param open ranges that hold every missing sequence; ascending, disjoint, at most {@link #RANGES_MAX}. Where the exact ranges
 *     were too many, they hold sequences that did come, too: such a one is taken again, for a repeat is
 *     harmless and a loss is not
 * @param closedAtMs newest time at which an upload of this boot was closed, milliseconds since epoch UTC, by the node's clock but
 *     never later than it arrived
 */
public record BootCursor(long bootId, long highest, long missing, List<Range> open, long closedAtMs) {
    public static final int RANGES_MAX = 64;

    public BootCursor {
        if (highest < 1) throw new IllegalArgumentException("highest < 1: " + highest);
        if (missing < 0 || missing >= highest) throw new IllegalArgumentException("missing: " + missing);
        if (open.size() > RANGES_MAX) throw new IllegalArgumentException("too many ranges: " + open.size());
        open = List.copyOf(open);
    }

    static BootCursor startingWith(long bootId, long sequence, long closedAtMs) {
        return new BootCursor(bootId, sequence, sequence - 1, below(sequence), closedAtMs);
    }

    private static List<Range> below(long sequence) {
        return sequence == 1 ? List.of() : List.of(new Range(1, sequence - 1));
    }

    /** The cursor after this sequence, or null if it came before. */
    @Nullable BootCursor accept(long sequence, long closedAtMs) {
        long newest = Math.max(this.closedAtMs, closedAtMs);
        if (sequence > highest) {
            long skipped = sequence - highest - 1;
            return new BootCursor(bootId, sequence, missing + skipped, openedUpTo(sequence), newest);
        }
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).contains(sequence)) {
                return closing(i, sequence, newest);
            }
        }
        return null;
    }

    /** Zero missing would close what is open after a restart: as long as a range is open it is never said. */
    private BootCursor closing(int index, long sequence, long newest) {
        List<Range> left = closed(index, sequence);
        long still = left.isEmpty() ? 0 : Math.max(1, missing - 1);
        return new BootCursor(bootId, highest, still, left, newest);
    }

    private List<Range> openedUpTo(long sequence) {
        if (sequence == highest + 1) return open;
        List<Range> next = new ArrayList<>(open);
        next.add(new Range(highest + 1, sequence - 1));
        return bounded(next);
    }

    private List<Range> closed(int index, long sequence) {
        Range range = open.get(index);
        List<Range> next = new ArrayList<>(open.subList(0, index));
        if (range.first() < sequence) next.add(new Range(range.first(), sequence - 1));
        if (sequence < range.last()) next.add(new Range(sequence + 1, range.last()));
        next.addAll(open.subList(index + 1, open.size()));
        return bounded(next);
    }

    /** One range too many: joins the two neighbours with the fewest sequences between them. */
    private static List<Range> bounded(List<Range> ranges) {
        if (ranges.size() <= RANGES_MAX) return ranges;
        int closest = 0;
        for (int i = 1; i + 1 < ranges.size(); i++) if (between(ranges, i) < between(ranges, closest)) closest = i;
        Range joined =
                new Range(ranges.get(closest).first(), ranges.get(closest + 1).last());
        ranges.remove(closest + 1);
        ranges.set(closest, joined);
        return ranges;
    }

    private static long between(List<Range> ranges, int index) {
        return ranges.get(index + 1).first() - ranges.get(index).last();
    }
}
