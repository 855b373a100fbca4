package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One end's observation and what it comes to.
 *
 * @param peer who is at the other end; null where nobody, or more than one node, could be meant
 */
public record Link(Observation seen, @Nullable NodeId peer, Status status) {
    /** Whether traffic may be sent over it from this end. */
    public enum Status {
        /** This end reports it up, and the other end does too or has said nothing of it. */
        USABLE,
        /** This end reports it down. */
        DOWN,
        /** The other end reports it down. */
        DOWN_AT_PEER,
        /** Nobody reports the peer's address, or several nodes do. */
        PEER_UNKNOWN,
        /** One of both ends is no enrolled node of the network. */
        NOT_A_MEMBER
    }
}
