package io.meshplane.payment.domain.adjustment;

import java.util.Optional;

/** Who may move money by hand. */
public final class AdjustmentRules {

    /** What becomes of a request. */
    public sealed interface Decision {
        /** The money moves now. */
        record Moved(Adjustment adjustment) implements Decision {}

        /** It waits for the word of somebody else. */
        record Waits(Adjustment adjustment) implements Decision {}

        /** It was asked, or moved, before: nothing changes. */
        record Known(Adjustment adjustment) implements Decision {}

        /** The id stands for something else. */
        record Taken() implements Decision {}

        /** Whoever asked cannot approve. */
        record NeedsAnother() implements Decision {}
    }

    /**
     * Somebody asks for an adjustment.
     *
     * @param known what its id stands for already
     * @param twoPersons whether another one must approve it
     */
    public static Decision ask(Adjustment asked, Optional<Adjustment> known, boolean twoPersons) {
        if (known.isPresent()) {
            return known.get().asksTheSameAs(asked) ? new Decision.Known(known.get()) : new Decision.Taken();
        }
        return twoPersons ? new Decision.Waits(asked) : new Decision.Moved(asked.approved(asked.askedBy()));
    }

    /** Somebody approves one that waits. */
    public static Decision approve(Adjustment waiting, String by) {
        if (waiting.approvedBy().isPresent()) return new Decision.Known(waiting);
        return waiting.askedBy().equals(by) ? new Decision.NeedsAnother() : new Decision.Moved(waiting.approved(by));
    }

    private AdjustmentRules() {}
}
