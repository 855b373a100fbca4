package io.meshplane.payment.domain.chain;

/** What can be proven of a chain's blocks. */
public enum ChainProfile {
    /** Headers hash to their names and bodies to their headers' tries, as on Ethereum and Gnosis: bodies are proven. */
    ETH_MPT,
    /**
     * Hashes are not Ethereum's, as on Ethermint chains: a body counts when a quorum tells the same one. Nobody can be caught
     * lying, only be outvoted.
     */
    QUORUM_ONLY
}
