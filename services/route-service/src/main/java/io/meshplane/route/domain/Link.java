package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One end's observation and what it comes to.
 *
 * @param peer who is at the other end; null where nobody, or more than one node, could be meant
 * @param override of an operator, that counts now; null = none
 */
public record Link(
        Observation seen,
        @Nullable NodeId peer,
        Status status,
        @Nullable CostOverride override) {
    /** Whether traffic may be sent over it from this end. */
    public enum Status {
        /** This end reports it up, the other end does too or has said nothing of it, and the words of both hold. */
        USABLE,
        /** This end reports it down. */
        DOWN,
        /** The other end reports it down. */
        DOWN_AT_PEER,
        /** Nobody reports the peer's address, or several nodes do. */
        PEER_UNKNOWN,
        /** One of both ends is no enrolled node of the network. */
        NOT_A_MEMBER,
        /** This end was not heard for longer than its word holds. */
        STALE,
        /** The node at the other end was not heard for longer than its word holds, or never. */
        PEER_STALE,
        /** It was down a moment ago. */
        SETTLING
    }
}
