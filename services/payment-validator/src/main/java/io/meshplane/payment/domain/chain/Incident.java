package io.meshplane.payment.domain.chain;

import io.meshplane.payment.domain.chain.NodeHealth.Quarantine;
import java.time.Instant;
import java.util.Optional;

/**
 * Something about the chain or a full node that is kept for people.
 *
 * @param node it is about; empty if about the whole chain
 * @param what in words
 * @param evidence from which a proof can be repeated; empty if there is none
 */
public record Incident(Instant at, Kind kind, Optional<FullNode> node, String what, String evidence) {
    /** What kind of thing happened. */
    public enum Kind {
        /** A proof refuted what the node told. */
        LIE,
        /** The node votes again: it gave enough clean proofs. */
        REHABILITATED,
        /** The node votes again: an operator said so. */
        RELEASED,
        /** The node shows a history of its own. */
        FORK,
        /** It shows what a quorum shows again. */
        FORK_ENDED,
        /** The chain cannot be followed. */
        ALARM,
        /** It can again. */
        ALL_CLEAR
    }

    /** A node's quarantine as it is now, or that it has none. */
    public record Standing(FullNode node, Optional<Quarantine> quarantine) {}

    /** An incident as it is kept: the newer, the higher its number. */
    public record Numbered(long id, Incident incident) {}
}
