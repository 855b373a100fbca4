package io.meshplane.route.domain;

import io.meshplane.route.domain.LinkTrust.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One end of a link as it stands now, with its place in the graph. Only {@link Network} and its parts change it. */
final class LinkEnd {
    /** Not in the graph. */
    static final int NOWHERE = -1;

    final Node node;
    /** By the names of both ends, the same in every run; see {@code ArcOrder.fingerprint}. */
    final long fingerprint;

    Observation seen;
    Word word;

    @Nullable Node peer;

    Link.Status status = Link.Status.PEER_UNKNOWN;
    /** What it is to a route; null while nothing may be sent over it. */
    @Nullable Hop hop;
    /** Of the arc that leaves here. */
    int slot = NOWHERE;
    /** Whether it differs from what the routes were chosen by. */
    boolean changed;

    LinkEnd(Node node, Observation seen, Instant now) {
        this.node = node;
        this.seen = seen;
        this.word = Word.first(seen.isUp(), now);
        fingerprint = fingerprint(seen.key());
    }

    LinkKey key() {
        return seen.key();
    }

    /** FNV-1a of the key's text, folded to 1 - 2^32-1. */
    private static long fingerprint(LinkKey key) {
        long hash = 0xcbf29ce484222325L;
        String text = key.toString();
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        return (hash >>> Integer.SIZE) | 1;
    }
}
