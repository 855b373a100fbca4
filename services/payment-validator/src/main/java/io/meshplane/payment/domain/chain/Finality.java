package io.meshplane.payment.domain.chain;

/** What must be true of a transaction's block before the transaction counts. */
public sealed interface Finality {
    /** So many blocks stand on top of it, 0 or more. */
    record Depth(int blocks) implements Finality {
        public Depth {
            if (blocks < 0) throw new IllegalArgumentException("a depth is 0 blocks or more");
        }

        @Override
        public String toString() {
            return Integer.toString(blocks);
        }
    }

    /** A quorum of full nodes shows it at or below its block {@code finalized}: the chain's own validators cannot take it back. */
    record Finalized() implements Finality {
        @Override
        public String toString() {
            return FINALIZED;
        }
    }

    /** As it is written. */
    String FINALIZED = "finalized";

    /**
     * Reads what {@code toString} writes.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    static Finality parse(String text) {
        if (text.equals(FINALIZED)) return new Finalized();
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "a depth is a number of blocks or \"" + FINALIZED + "\", not \"" + text + "\"");
        }
        return new Depth(Integer.parseInt(text));
    }

    /** Whether less is asked than the other asks; finalized is the most. */
    default boolean isWeakerThan(Finality other) {
        return switch (this) {
            case Depth(int blocks) ->
                switch (other) {
                    case Depth(int others) -> blocks < others;
                    case Finalized ignored -> true;
                };
            case Finalized ignored -> false;
        };
    }
}
