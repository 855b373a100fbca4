package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Made-up hashes and windows, named by letters: {@code window(10, "abc")} shows a, b, c at heights 10, 11, 12. */
final class Hashes {
    static final QuorumPolicy TWO_OF_FOUR = new QuorumPolicy(4, 1, 1, 2);

    /** Slow from 0.5 s, hung from 1 s, silent after 3 s, lags beyond 3 blocks, still after 30 s; 3 clean proofs in a minute. */
    static final HealthPolicy POLICY = new HealthPolicy(
            7357,
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            3,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            3);

    static Hash32 hash(String name) {
        return Keccak256.hash(name);
    }

    static HeaderWindow window(long base, String letters) {
        return new HeaderWindow(
                base,
                Stream.of(letters.split(""))
                        .filter(each -> !each.isEmpty())
                        .map(Hashes::hash)
                        .toList());
    }

    /** Nodes n0, n1 … that show these windows. */
    static Agreement agreement(HeaderWindow... windows) {
        Map<FullNode, HeaderWindow> byNode = new HashMap<>();
        for (int i = 0; i < windows.length; i++) byNode.put(new FullNode("n" + i), windows[i]);
        return new Agreement(TWO_OF_FOUR, byNode);
    }

    static SortedSet<FullNode> nodes(String... names) {
        return new TreeSet<>(List.of(names).stream().map(FullNode::new).toList());
    }

    private Hashes() {}
}
