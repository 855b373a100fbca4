package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.payment.FullNodes.Delivery;
import io.meshplane.payment.domain.chain.ChainProfile;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.Incident;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.testkit.Await;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who is believed, and who is not any more. */
class FullNodesTrustTest extends FullNodesTestBase {

    @Test
    void takeAwayTheVoteOfANodeWhoseBodyTheHashRefutes() throws InterruptedException {
        scripts.get(0).forge(FullNodesTestBase::tenfold);
        follow();
        awaitAgreed(9, CHAIN, 4);

        Await.until("the liar is asked and found out", SOON, () -> {
            assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Proven.class);
            return state("n0") == NodeState.LYING;
        });

        awaitAgreed(9, CHAIN, 3);
        clock.advance(QUARANTINE.plusSeconds(1));
        scripts.get(0).forge(UnaryOperator.identity());
        Await.until("it gives clean proofs and may vote again", SOON, () -> {
            nodes.probe(PAID_IN);
            return state("n0") == NodeState.HEALTHY;
        });
        assertThat(incidents)
                .extracting(Incident::kind)
                .containsExactly(Incident.Kind.LIE, Incident.Kind.REHABILITATED);
        assertThat(incidents.getFirst().evidence())
                .startsWith("header 0x")
                .contains("\ntransaction 0x", "\nreceipt 0x");
    }

    @Test
    void callNobodyALiarWhenAllBodiesMisfitAlike() throws InterruptedException {
        scripts.forEach(script -> script.forge(FullNodesTestBase::tenfold));
        follow();
        awaitAgreed(9, CHAIN, 4);

        assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Unsupported.class);
        assertThat(nodes.states().values()).allMatch(NodeState::votes);
    }

    @Test
    void doNotCountHeadersThatDoNotHash() throws InterruptedException {
        scripts.get(3)
                .forge(json ->
                        json instanceof ObjectNode block && block.has("gasUsed") ? block.put("gasUsed", "0x1") : json);
        follow();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 is found out", SOON, () -> {
            nodes.agreement();
            return state("n3") == NodeState.LYING;
        });
        assertThat(nodes.formIsUnknown()).isFalse();
        assertThat(incidents)
                .singleElement()
                .satisfies(lie -> assertThat(lie.evidence()).contains("gasUsed"));
    }

    @Test
    void areAllUnprovableTogetherWhenTheChainHasANewForm() throws InterruptedException {
        scripts.forEach(script -> script.forge(
                json -> json instanceof ObjectNode block && block.has("gasUsed") ? block.put("gasUsed", "0x1") : json));
        follow();

        Await.until("the form is unknown", SOON, () -> {
            nodes.agreement();
            return nodes.states().values().stream().allMatch(NodeState.UNPROVABLE::equals);
        });
        assertThat(nodes.formIsUnknown()).isTrue();
        assertThat(incidents).isEmpty();
    }

    @Test
    void believeAQuorumWhereNothingCanBeProven() throws InterruptedException {
        nodes = nodes(ChainProfile.QUORUM_ONLY);
        scripts.forEach(script -> script.forge(
                json -> json instanceof ObjectNode block && block.has("gasUsed") ? block.put("gasUsed", "0x1") : json));
        scripts.get(0).hang(true);
        follow();
        awaitAgreed(9, CHAIN, 3);
        scripts.get(1).forge(FullNodesTestBase::tenfold);

        Delivery delivery = nodes.fetch(PAID_IN, new TreeSet<>(all().tailSet(new FullNode("n1"))));

        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Proven.class,
                        proven -> assertThat(proven.block()
                                        .transactions()
                                        .getFirst()
                                        .transaction()
                                        .value())
                                .isEqualTo(BigInteger.TEN));
    }

    @Test
    void trustANodeAgainAtAnOperatorsWord() throws InterruptedException {
        nodes.remember(Map.of(new FullNode("n0"), new NodeHealth.Quarantine(clock.instant(), "before", 1, 0)));
        follow();
        awaitAgreed(9, CHAIN, 3);
        assertThat(state("n0")).isEqualTo(NodeState.LYING);

        assertThat(nodes.release("n1")).isFalse();
        assertThat(nodes.release("n0")).isTrue();

        awaitAgreed(9, CHAIN, 4);
    }
}
