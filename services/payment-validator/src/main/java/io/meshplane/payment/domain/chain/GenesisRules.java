package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which chain is meant where no genesis block is configured. */
public final class GenesisRules {

    /**
     * The genesis block that a quorum names, of those nodes that serve the configured chain id and are not in quarantine.
     *
     * @return empty if there is none, or if there are two
     */
    public static Optional<Hash32> agreed(Map<FullNode, NodeHealth> health, long chainId, QuorumPolicy policy) {
        Map<Hash32, SortedSet<FullNode>> camps = new HashMap<>();
        health.forEach((node, each) -> {
            Hash32 genesis = each.shown().genesis();
            Long served = each.shown().chainId();
            if (genesis != null && served != null && served == chainId && each.quarantine() == null) {
                camps.computeIfAbsent(genesis, _ -> new TreeSet<>()).add(node);
            }
        });
        camps.values().removeIf(camp -> !policy.isMetBy(camp));
        return camps.size() == 1 ? Optional.of(camps.keySet().iterator().next()) : Optional.empty();
    }

    private GenesisRules() {}
}
