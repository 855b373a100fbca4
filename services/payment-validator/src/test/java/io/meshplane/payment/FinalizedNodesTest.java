package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.NodeState;
import io.meshplane.testkit.Await;
import org.junit.jupiter.api.Test;

/** What a quorum calls final, where some nodes do not know the tag. */
class FinalizedNodesTest extends FullNodesTestBase {
    private static final FinalityPolicy FINALIZED = FinalityPolicy.of(new Finality.Finalized());
    private static final HeaderWindow INDEXED =
            new HeaderWindow(0, CHAIN.stream().map(TestBlocks.Block::hash).toList());

    private void followWhatIsFinal() {
        nodes.keepFrom(0);
        nodes.askWhatIsFinal(true);
        nodes.apply(setup(FINALIZED));
        awaitAgreed(9, CHAIN, 4);
    }

    @Test
    void theSecondHighestOfFourCounts() {
        scripts.get(0).finalized(9); // it lies
        scripts.get(1).finalized(6);
        scripts.get(2).finalized(5);
        scripts.get(3).finalized(4);
        followWhatIsFinal();

        awaitFinalized(6);
    }

    @Test
    void aNodeThatDoesNotKnowTheTagGivesNoVoteOnItAndKeepsItsVoteOnBlocks() {
        scripts.get(1).finalized(6);
        scripts.get(2).finalized(3);
        followWhatIsFinal();

        awaitFinalized(3);
        assertThat(nodes.states().values()).allMatch(NodeState.HEALTHY::equals);
    }

    @Test
    void oneNodeAloneMakesNothingFinal() {
        scripts.get(1).finalized(6);
        followWhatIsFinal();

        Await.until(
                "it has said so",
                SOON,
                () -> nodes.watches().values().stream()
                        .anyMatch(watch -> watch.finalized().isPresent()));
        assertThat(nodes.finalized(INDEXED)).isEqualTo(-1);
    }

    @Test
    void nobodyIsAskedWhileNoPaymentWaitsForIt() {
        scripts.forEach(script -> script.finalized(6));
        follow();
        awaitAgreed(9, CHAIN, 4);

        assertThat(nodes.finalized(INDEXED)).isEqualTo(-1);
        assertThat(scripts).allMatch(script -> script.questionsWhatIsFinal() == 0);

        nodes.askWhatIsFinal(true);

        awaitFinalized(6);
    }

    private void awaitFinalized(long height) {
        Await.until("final up to " + height, SOON, () -> nodes.finalized(INDEXED) == height);
    }
}
