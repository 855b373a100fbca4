package io.meshplane.payment.domain.chain;

/** What is known of a full node. Each state but {@link #HEALTHY} has its own cure. */
public enum NodeState {
    /** It has not answered yet, or it is not known yet which chain is meant. */
    WAITING(false, "it votes once it has answered and its genesis block is the one that is followed"),
    HEALTHY(true, ""),
    /** It answers, but late. */
    SLOW(true, "it is asked last; faster answers bring it back"),
    /** A request is without an answer for too long. */
    HUNG(false, "one request at a time, less and less often; the first good answer brings it back"),
    /** It refuses, or answers with errors. */
    FAILING(false, "less and less often, and not before the time it names; the first good answer brings it back"),
    /** Its chain ends below what the others agree on. It votes for what it has. */
    LAGGING(true, "it is asked for no block that it does not show; it catches up by itself"),
    /** It shows a history of its own, which may be sound in itself. It votes for that: if another one joined, verdicts must halt. */
    FORKED(true, "it is asked for no block of the agreed chain; it must come back to that by itself, or be replaced"),
    /** It says that it is syncing, or its chain stands still while the others' grows. */
    SYNCING(false, "nothing that it lacks means anything; it votes again when it has caught up"),
    /** It serves another chain: its chain id or its genesis block is another one. */
    WRONG_CHAIN(false, "correct its url; it is asked now and then which chain it serves"),
    /** Its answers are not what a full node sends, as of one that runs out of memory. */
    GARBAGE(false, "less and less often; the first well-formed answer brings it back"),
    /** Its headers do not hash to what it says, and nobody shows that they could. */
    UNPROVABLE(false, "if all nodes are so, the chain has a new form: bring this service up to date"),
    /** Something that it told was refuted, while others told it truly. */
    LYING(false, "quarantine until enough of its answers were proven, or an operator releases it");

    private final boolean votes;
    private final String cure;

    NodeState(boolean votes, String cure) {
        this.votes = votes;
        this.cure = cure;
    }

    /** Whether its chain counts for a quorum. */
    public boolean votes() {
        return votes;
    }

    /** What brings it back, for people; empty if nothing need. */
    public String cure() {
        return cure;
    }
}
