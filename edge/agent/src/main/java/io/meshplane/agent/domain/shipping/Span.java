package io.meshplane.agent.domain.shipping;

/**
 * A run of the buffer's records, by their index.
 *
 * @param from first index
 * @param to behind the last index
 */
public record Span(long from, long to) {
    public Span {
        if (from < 0 || to < from) throw new IllegalArgumentException("0 <= from <= to: " + from + ", " + to);
    }

    public boolean isEmpty() {
        return from == to;
    }

    public boolean contains(long index) {
        return index >= from && index < to;
    }

    /** Whether they share a record. */
    public boolean meets(Span other) {
        return from < other.to && other.from < to;
    }
}
