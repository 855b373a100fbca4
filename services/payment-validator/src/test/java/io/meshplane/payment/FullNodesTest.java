package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.meshplane.payment.FullNodes.Delivery;
import io.meshplane.payment.TestBlocks.Block;
import io.meshplane.payment.domain.chain.Agreement.At;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FullNodesTest extends FullNodesTestBase {

    @Test
    void agreeOnTheChainThatAllShow() throws InterruptedException {
        follow();

        awaitAgreed(9, CHAIN, 4);
        assertThat(nodes.fetch(PAID_IN, all())).isInstanceOf(Delivery.Proven.class);
    }

    @Test
    void agreeAlthoughOneHangsAndOneHasAForkOfItsOwn() throws InterruptedException {
        scripts.get(0).hang(true);
        scripts.get(1).show(fork());
        follow();

        awaitAgreed(9, CHAIN, 2);
    }

    @Test
    void agreeOnTheNewBranchAfterAReorganisation() throws InterruptedException {
        follow();
        awaitAgreed(9, CHAIN, 4);
        List<Block> branch = new ArrayList<>(CHAIN.subList(0, 7));
        for (int i = 7; i < 9; i++) branch.add(TestBlocks.block(branch.getLast().hash(), i, "branch", List.of()));

        scripts.forEach(script -> script.show(branch));

        awaitAgreed(8, branch, 4);
        assertThat(nodes.agreement().at(9)).isEqualTo(new At.Open());
        assertThat(nodes.agreement().at(6)).isInstanceOf(At.Agreed.class);
    }

    @Test
    void deliverNothingWhenTheOnlySupporterHangs() throws InterruptedException {
        follow();
        awaitAgreed(9, CHAIN, 4);

        scripts.get(2).hang(true);

        assertThat(nodes.fetch(PAID_IN, new TreeSet<>(List.of(new FullNode("n2")))))
                .isEqualTo(new Delivery.Missing());
    }

    @Test
    void doNotCountANodeOfAnotherChain() throws InterruptedException {
        scripts.get(3).chainId(1);
        follow();

        awaitAgreed(9, CHAIN, 3);
        assertThat(state("n3")).isEqualTo(NodeState.WRONG_CHAIN);
    }

    @Test
    void loseTheirVoteWhileTheyAreSilent() throws InterruptedException {
        follow();
        awaitAgreed(9, CHAIN, 4);

        scripts.get(0).hang(true);

        Await.until("n0 hangs", SOON, () -> state("n0") == NodeState.HUNG);
        scripts.get(0).hang(false);
    }

    @Test
    void refuseANodeOfAnotherGenesisBlockBeforeItsFirstVote() throws InterruptedException {
        scripts.get(3).show(chain("another genesis"));
        follow();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 is refused", SOON, () -> state("n3") == NodeState.WRONG_CHAIN);
    }

    @Test
    void leaveANodeAloneAsLongAsItAsks() throws InterruptedException {
        scripts.get(3).refuse(429, "120");
        follow();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 fails", SOON, () -> state("n3") == NodeState.FAILING);
        int asked = scripts.get(3).requests();
        clock.advance(Duration.ofMillis(100));
        awaitAgreed(9, CHAIN, 3);
        assertThat(scripts.get(3).requests()).isEqualTo(asked);
    }

    @Test
    void hangUpOnAnAnswerThatIsTooLarge() throws InterruptedException {
        scripts.get(3).forge(json -> JsonNodeFactory.instance.textNode("x".repeat(5 << 20)));
        follow();

        awaitAgreed(9, CHAIN, 3);
        Await.until("n3 sends garbage", SOON, () -> state("n3") == NodeState.GARBAGE);
    }

    @Test
    void followOtherNodesWithoutForgettingThoseThatStay() throws IOException {
        follow();
        awaitAgreed(9, CHAIN, 4);
        ChainWatch kept = Objects.requireNonNull(nodes.watches().get(new FullNode("n0")));
        scripts.get(3).close();
        scripts.set(3, new ScriptedNode(CHAIN));

        nodes.apply(setup(FinalityPolicy.of(new Finality.Depth(5))));

        awaitAgreed(9, CHAIN, 4);
        assertThat(nodes.watches().get(new FullNode("n0"))).isSameAs(kept);
    }
}
