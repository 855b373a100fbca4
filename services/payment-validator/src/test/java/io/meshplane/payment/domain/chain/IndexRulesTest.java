package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.agreement;
import static io.meshplane.payment.domain.chain.Hashes.hash;
import static io.meshplane.payment.domain.chain.Hashes.nodes;
import static io.meshplane.payment.domain.chain.Hashes.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.payment.domain.chain.IndexRules.Step;
import org.junit.jupiter.api.Test;

class IndexRulesTest {

    @Test
    void addsTheNextAgreedBlock() {
        Agreement agreement = agreement(window(10, "abc"), window(10, "abc"));

        assertThat(IndexRules.next(window(10, "ab"), 5, agreement))
                .isEqualTo(new Step.Add(12, hash("c"), nodes("n0", "n1")));
    }

    @Test
    void beginsAtTheFirstWantedHeight() {
        Agreement agreement = agreement(window(10, "ab"), window(10, "ab"));

        assertThat(IndexRules.next(window(10, ""), 10, agreement))
                .isEqualTo(new Step.Add(10, hash("a"), nodes("n0", "n1")));
    }

    @Test
    void waitsWhileNothingNewIsAgreed() {
        assertThat(IndexRules.next(window(10, "ab"), 5, agreement(window(10, "abc"), window(10, "ab"))))
                .isEqualTo(new Step.Idle());
        assertThat(IndexRules.next(window(10, "ab"), 5, agreement())).isEqualTo(new Step.Idle());
    }

    @Test
    void keepsWhatIsIndexedWhileNodesAreAway() {
        // a quorum shows the lower part only: no sign that the upper part fell
        Agreement agreement = agreement(window(10, "a"), window(10, "ab"));

        assertThat(IndexRules.next(window(10, "abc"), 5, agreement)).isEqualTo(new Step.Idle());
    }

    @Test
    void goesBackToTheNewestHeightThatStillHolds() {
        Agreement agreement = agreement(window(10, "aXYZ"), window(10, "aXYZ"), window(10, "abc"));

        assertThat(IndexRules.next(window(10, "abc"), 5, agreement)).isEqualTo(new Step.Rewind(10));
    }

    @Test
    void goesBackToBeforeTheFirstBlockIfTheIndexBeganThere() {
        Agreement agreement = agreement(window(10, "XY"), window(10, "XY"));

        assertThat(IndexRules.next(window(10, "ab"), 10, agreement)).isEqualTo(new Step.Rewind(9));
    }

    @Test
    void givesUpBelowWhatItRemembers() {
        Agreement agreement = agreement(window(10, "XY"), window(10, "XY"));

        assertThat(IndexRules.next(window(10, "ab"), 5, agreement)).isEqualTo(new Step.TooDeep(11));
    }

    @Test
    void haltsWhereTheNodesAreSplit() {
        Agreement next = agreement(window(10, "ab"), window(10, "ab"), window(10, "aX"), window(10, "aX"));

        assertThat(IndexRules.next(window(10, "a"), 5, next)).isEqualTo(new Step.Halt(11));
        assertThat(IndexRules.next(window(10, "ab"), 5, next)).isEqualTo(new Step.Halt(11));
    }

    @Test
    void looksForASplitBelowAnAgreedHeadAsLongAsTheOthersCouldBeAQuorum() {
        Agreement two = agreement(window(10, "abcde"), window(10, "abcde"), window(10, "aXY"), window(10, "aXY"));
        Agreement one = agreement(window(10, "abcde"), window(10, "abcde"), window(10, "abcd"), window(10, "aXY"));

        assertThat(IndexRules.next(window(10, "abcd"), 5, two)).isEqualTo(new Step.Halt(12));
        assertThat(IndexRules.next(window(10, "abcd"), 5, one))
                .isEqualTo(new Step.Add(14, hash("e"), nodes("n0", "n1")));
    }
}
