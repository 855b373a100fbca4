package io.meshplane.simulation.payment;

/** A rule that is broken on purpose: a simulation that does not notice it proves nothing. */
public enum Flaw {
    NONE,
    /** One node is believed, another one each time. */
    QUORUM_OF_ONE,
    /** Bodies are believed without proof. */
    BODY_UNPROVEN,
    /** One node's word is enough for a block to be final. */
    FINALITY_OF_ONE,
    /** A block that falls takes nothing back. */
    REORGANISATION_IGNORED,
    /** Whether a payment was credited is remembered by claim, not by payment. */
    CREDIT_PER_CLAIM,
    /** Who claims is credited, whoever paid. */
    CLAIMANT_CREDITED,
    /** What was credited is forgotten in a crash. */
    CREDITS_IN_MEMORY,
    /** Reports and events are taken as often as they come. */
    DUPLICATES_COUNTED
}
