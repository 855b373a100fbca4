package io.meshplane.agent.domain.shipping;

/**
 * A batch that has its number. What it holds never changes any more: it may have arrived although no answer came.
 *
 * @param bootId of the start of the agent that numbered it
 * @param sequence 1, 2, 3 … within that boot, over both lanes
 * @param span the records that it holds
 */
public record NumberedBatch(Lane lane, long bootId, long sequence, Span span) {
    public NumberedBatch {
        if (sequence < 1) throw new IllegalArgumentException("sequence < 1: " + sequence);
    }
}
