package io.meshplane.payment.domain.chain;

/**
 * A history that a full node shows and a quorum does not.
 *
 * @param from lowest height known to be another block
 * @param isBeginning whether the block below is known to be the same; if not, it begins there or before, which is not in sight
 */
public record OwnHistory(long from, boolean isBeginning) {
    public OwnHistory {
        if (from < 0) throw new IllegalArgumentException("height < 0: " + from);
    }

    /** For people. */
    @Override
    public String toString() {
        return "a history of its own from height " + from + (isBeginning ? "" : " or before");
    }
}
