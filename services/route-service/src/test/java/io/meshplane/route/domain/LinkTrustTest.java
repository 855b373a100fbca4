package io.meshplane.route.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.route.domain.LinkTrust.Evidence;
import io.meshplane.route.domain.LinkTrust.Verdict;
import io.meshplane.route.domain.LinkTrust.Word;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LinkTrustTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final LinkTrust TRUST = new LinkTrust(Duration.ofSeconds(60), Duration.ofSeconds(10));

    private final Word up = Word.first(true, START);

    @Test
    void isUpIfBothEndsSaySo() {
        assertThat(TRUST.judge(new Evidence(up, START, up, START), START)).isEqualTo(Verdict.USABLE);
    }

    @Test
    void isUpIfOneEndSaysSoAndTheOtherIsHeardOfOtherwise() {
        assertThat(TRUST.judge(new Evidence(up, START, null, START), START)).isEqualTo(Verdict.USABLE);
        assertThat(TRUST.judge(new Evidence(up, START, null, null), START)).isEqualTo(Verdict.PEER_STALE);
    }

    @Test
    void isNotSentFromByAnEndThatSaidNothing() {
        assertThat(TRUST.judge(new Evidence(null, START, up, START), START)).isEqualTo(Verdict.UNREPORTED);
    }

    @Test
    void goesAtOnceWhenEitherEndSaysSo() {
        Word down = up.then(false, at(5));

        assertThat(TRUST.judge(new Evidence(down, at(5), up, at(5)), at(5))).isEqualTo(Verdict.DOWN);
        assertThat(TRUST.judge(new Evidence(up, at(5), down, at(5)), at(5))).isEqualTo(Verdict.DOWN_AT_PEER);
    }

    @Test
    void goesAtTheBoundWhenAGatewayAndTheRouterThatSawItDieTogether() {
        Evidence silent = new Evidence(up, START, up, START);

        assertThat(TRUST.nextLook(silent, START)).contains(at(60));
        assertThat(TRUST.judge(silent, at(60).minusNanos(1))).isEqualTo(Verdict.USABLE);
        assertThat(TRUST.judge(silent, at(60))).isEqualTo(Verdict.STALE);
        assertThat(TRUST.nextLook(silent, at(60))).isEmpty();
    }

    @Test
    void goesAtTheBoundWhenOnlyTheOtherEndFallsSilent() {
        assertThat(TRUST.judge(new Evidence(up, at(59), up, START), at(60))).isEqualTo(Verdict.PEER_STALE);
        assertThat(TRUST.judge(new Evidence(up, at(59), up, at(1)), at(60))).isEqualTo(Verdict.USABLE);
    }

    @Test
    void settlesAfterItWasDownAndStartsOverAtEachFlap() {
        Word back = up.then(false, at(1)).then(true, at(2));
        Word again = back.then(false, at(8)).then(true, at(9));

        assertThat(TRUST.judge(new Evidence(back, at(5), up, at(5)), at(11))).isEqualTo(Verdict.SETTLING);
        assertThat(TRUST.judge(new Evidence(back, at(5), up, at(5)), at(12))).isEqualTo(Verdict.USABLE);
        assertThat(TRUST.judge(new Evidence(up, at(9), again, at(9)), at(18))).isEqualTo(Verdict.SETTLING);
        assertThat(TRUST.nextLook(new Evidence(up, at(9), again, at(9)), at(18)))
                .contains(at(19));
        assertThat(TRUST.judge(new Evidence(up, at(9), again, at(9)), at(19))).isEqualTo(Verdict.USABLE);
    }

    @Test
    void countsFromTheFirstOfSeveralEqualReports() {
        assertThat(up.then(true, at(30))).isEqualTo(up);
    }

    @Test
    void refusesABoundThatHoldsNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LinkTrust(Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkTrust(Duration.ofSeconds(1), Duration.ofNanos(-1)));
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
