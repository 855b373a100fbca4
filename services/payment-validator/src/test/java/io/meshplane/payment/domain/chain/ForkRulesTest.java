package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.agreement;
import static io.meshplane.payment.domain.chain.Hashes.hash;
import static io.meshplane.payment.domain.chain.Hashes.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.payment.domain.chain.HealthRules.Situation;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForkRulesTest {
    private static final Agreement AGREED =
            agreement(window(10, "abcdefgh"), window(10, "abcdefgh"), window(10, "abcxyzuvw"), window(10, "ab"));

    private static Optional<OwnHistory> own(HeaderWindow shown, Agreement agreement, long agreedHead) {
        return ForkRules.ownHistory(shown, agreement, agreedHead, Optional.empty());
    }

    @Test
    void namesTheHeightFromWhichANodeShowsAHistoryOfItsOwn() {
        assertThat(own(window(10, "abcxyzuvw"), AGREED, 17)).contains(new OwnHistory(13, true));
    }

    @Test
    void whatBeganBelowTheWindowIsNamedFromThereOrBefore() {
        OwnHistory found = own(window(13, "xyzuvw"), AGREED, 17).orElseThrow();

        assertThat(found)
                .isEqualTo(new OwnHistory(13, false))
                .hasToString("a history of its own from height 13 or before");
    }

    @Test
    void theBeginningIsRememberedWhenItLeavesTheWindow() {
        Optional<OwnHistory> known = own(window(10, "abcxyzuvw"), AGREED, 17);

        assertThat(ForkRules.ownHistory(window(13, "xyzuvw"), AGREED, 17, known))
                .isEqualTo(known);
        assertThat(known.orElseThrow()).hasToString("a history of its own from height 13");
    }

    @Test
    void aNodeThatWentBackSomeWayIsNamedFromWhereItLeavesNow() {
        Optional<OwnHistory> known = Optional.of(new OwnHistory(11, true));

        assertThat(ForkRules.ownHistory(window(10, "abcxyzuvw"), AGREED, 17, known))
                .contains(new OwnHistory(13, true));
    }

    @Test
    void aNodeThatShowsTheAgreedChainOrOnlyItsBeginningHasNone() {
        assertThat(own(window(10, "abcdefgh"), AGREED, 17)).isEmpty();
        assertThat(own(window(10, "ab"), AGREED, 17)).isEmpty();
        assertThat(own(HeaderWindow.startingAt(10), AGREED, 17)).isEmpty();
    }

    @Test
    void aDifferenceNearTheHeadMayBeAReorganisationOnItsWay() {
        assertThat(own(window(10, "abcdxyzu"), AGREED, 17)).isEmpty();
        assertThat(own(window(10, "abcxyzuv"), AGREED, 17)).contains(new OwnHistory(13, true));
    }

    @Test
    void nothingIsSaidWhereNothingIsAgreed() {
        Agreement open = agreement(window(10, "abcdefgh"), window(10, "xyzuvwrs"));

        assertThat(own(window(10, "xyzuvwrs"), open, open.head())).isEmpty();
    }

    @Test
    void isAStateOnceItLastsAndKeepsTheVoteSoThatASecondOneHalts() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        Instant later = noon.plus(Hashes.POLICY.silentAfter());
        NodeHealth health = NodeHealth.UNKNOWN;
        for (NodeEvent event : new NodeEvent[] {
            new NodeEvent.Told(later.minusMillis(5), later),
            new NodeEvent.Identified(noon, 7357, hash("genesis")),
            new NodeEvent.HeadSeen(noon, 17),
            new NodeEvent.HistoryCompared(noon, new OwnHistory(13, true)),
            new NodeEvent.HistoryCompared(noon.plusSeconds(1), new OwnHistory(13, true))
        }) {
            health = HealthRules.after(health, event, Hashes.POLICY);
        }
        NodeHealth back = HealthRules.after(health, new NodeEvent.HistoryCompared(later, null), Hashes.POLICY);
        Situation others = new Situation(hash("genesis"), 17);

        assertThat(HealthRules.condition(health, others, later.minusMillis(1), Hashes.POLICY)
                        .state())
                .isEqualTo(NodeState.HEALTHY);
        assertThat(HealthRules.condition(health, others, later, Hashes.POLICY).state())
                .isEqualTo(NodeState.FORKED);
        assertThat(NodeState.FORKED.votes()).isTrue();
        assertThat(HealthRules.condition(back, others, later, Hashes.POLICY).state())
                .isEqualTo(NodeState.HEALTHY);
    }
}
