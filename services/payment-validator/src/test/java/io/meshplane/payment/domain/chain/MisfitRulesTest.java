package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.TWO_OF_FOUR;
import static io.meshplane.payment.domain.chain.Hashes.nodes;
import static io.meshplane.payment.domain.chain.Hashes.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MisfitRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final FullNode A = new FullNode("a");
    private static final FullNode B = new FullNode("b");
    private static final FullNode C = new FullNode("c");
    private static final FullNode D = new FullNode("d");
    private static final Map<FullNode, NodeState> A_MISFITS =
            Map.of(A, NodeState.UNPROVABLE, B, NodeState.HEALTHY, C, NodeState.HEALTHY, D, NodeState.HUNG);

    @Test
    void aHeaderIsALieWhereMoreOthersThanMayLieHaveOneThatHashes() {
        Map<FullNode, HeaderWindow> windows = Map.of(B, window(10, "abc"), C, window(10, "abc"));

        assertThat(MisfitRules.liars(misfitAt(12), A_MISFITS, windows, TWO_OF_FOUR))
                .isEqualTo(nodes("a"));
    }

    @Test
    void nobodyLiesWhoIsOnlyTheFirstToReachANewFormOfTheChain() {
        Map<FullNode, HeaderWindow> windows = Map.of(B, window(10, "abc"), C, window(10, "abc"));

        assertThat(MisfitRules.liars(misfitAt(13), A_MISFITS, windows, TWO_OF_FOUR))
                .isEmpty();
    }

    @Test
    void oneLiarAloneMakesNobodyElseALiar() {
        Map<FullNode, HeaderWindow> windows = Map.of(B, window(10, "abcd"), C, window(10, "abc"));

        assertThat(MisfitRules.liars(misfitAt(13), A_MISFITS, windows, TWO_OF_FOUR))
                .isEmpty();
    }

    @Test
    void theFormIsUnknownWhenAQuorumMisfitsAndNoneFits() {
        Map<FullNode, NodeState> oneLiarFits =
                Map.of(A, NodeState.UNPROVABLE, B, NodeState.UNPROVABLE, C, NodeState.HEALTHY, D, NodeState.HUNG);
        Map<FullNode, NodeState> twoFit =
                Map.of(A, NodeState.UNPROVABLE, B, NodeState.UNPROVABLE, C, NodeState.HEALTHY, D, NodeState.HEALTHY);

        assertThat(MisfitRules.formIsUnknown(oneLiarFits, TWO_OF_FOUR)).isTrue();
        assertThat(MisfitRules.formIsUnknown(twoFit, TWO_OF_FOUR)).isFalse();
        assertThat(MisfitRules.formIsUnknown(A_MISFITS, TWO_OF_FOUR)).isFalse();
    }

    private static Map<FullNode, NodeHealth> misfitAt(long height) {
        NodeEvent misfit = new NodeEvent.Misfit(NOON, NOON, height, "does not hash");
        return Map.of(A, HealthRules.after(NodeHealth.UNKNOWN, misfit, Hashes.POLICY));
    }
}
