package io.meshplane.payment.domain.chain;

/** What is known of a full node. Only one that is {@link #FOLLOWING} votes. */
public enum NodeState {
    /** It has not answered yet. */
    WAITING,
    FOLLOWING,
    /** It has not answered for longer than a deadline allows. */
    SILENT,
    /** It serves another chain. */
    WRONG_CHAIN,
    /** Its headers do not hash to what it says. If all nodes are so, the chain has a form that is not known here. */
    UNPROVABLE,
    /** It served a body that its block's hash refutes, while another node had the true one. */
    LYING
}
