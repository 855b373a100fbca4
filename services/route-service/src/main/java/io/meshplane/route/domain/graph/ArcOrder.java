package io.meshplane.route.domain.graph;

/**
 * How arcs stand to each other by the names that people know: of sender, receiver and interface. Ways that are equally good are told
 * apart by it, so it must not depend on numbers or slots, which follow from what happened when.
 */
public interface ArcOrder {
    /** Negative if the first slot's arc is to be preferred to the other's, which has the same sender. */
    int compare(int slot, int other);

    /**
     * A number made of the arc's names, the same in every run: of ways whose terms are all equal, the one with the lower sum is
     * taken. 1 to 2^32 - 1, spread well, so that sums hardly ever meet.
     */
    long fingerprint(int slot);
}
