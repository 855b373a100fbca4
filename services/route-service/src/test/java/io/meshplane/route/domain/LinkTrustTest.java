package io.meshplane.route.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.route.domain.LinkTrust.Evidence;
import io.meshplane.route.domain.LinkTrust.Verdict;
import io.meshplane.route.domain.LinkTrust.Word;
import io.meshplane.route.domain.Membership.Role;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkTrustTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final LinkTrust TRUST = new LinkTrust(Duration.ofSeconds(10));

    private static final Freshness FRESHNESS = Freshness.of(Duration.ofSeconds(60));

    private final Word up = Word.first(true, START);

    @Test
    void isUpIfBothEndsSaySo() {
        assertThat(TRUST.judge(heard(up, START, up, START), START)).isEqualTo(Verdict.USABLE);
    }

    @Test
    void isUpIfOneEndSaysSoAndTheOtherIsHeardOfOtherwise() {
        assertThat(TRUST.judge(heard(up, START, null, START), START)).isEqualTo(Verdict.USABLE);
        assertThat(TRUST.judge(heard(up, START, null, null), START)).isEqualTo(Verdict.PEER_STALE);
    }

    @Test
    void isNotSentFromByAnEndThatSaidNothing() {
        assertThat(TRUST.judge(heard(null, START, up, START), START)).isEqualTo(Verdict.UNREPORTED);
    }

    @Test
    void goesAtOnceWhenEitherEndSaysSo() {
        Word down = up.then(false, at(5));

        assertThat(TRUST.judge(heard(down, at(5), up, at(5)), at(5))).isEqualTo(Verdict.DOWN);
        assertThat(TRUST.judge(heard(up, at(5), down, at(5)), at(5))).isEqualTo(Verdict.DOWN_AT_PEER);
    }

    @Test
    void goesAtTheBoundWhenAGatewayAndTheRouterThatSawItDieTogether() {
        Evidence silent = heard(up, START, up, START);

        assertThat(TRUST.judge(silent, at(60).minusNanos(1))).isEqualTo(Verdict.USABLE);
        assertThat(TRUST.judge(silent, at(60))).isEqualTo(Verdict.STALE);
    }

    @Test
    void goesAtTheBoundWhenOnlyTheOtherEndFallsSilent() {
        assertThat(TRUST.judge(heard(up, at(59), up, START), at(60))).isEqualTo(Verdict.PEER_STALE);
        assertThat(TRUST.judge(heard(up, at(59), up, at(1)), at(60))).isEqualTo(Verdict.USABLE);
    }

    @Test
    void settlesAfterItWasDownAndStartsOverAtEachFlap() {
        Word back = up.then(false, at(1)).then(true, at(2));
        Word again = back.then(false, at(8)).then(true, at(9));

        assertThat(TRUST.judge(heard(back, at(5), up, at(5)), at(11))).isEqualTo(Verdict.SETTLING);
        assertThat(TRUST.judge(heard(back, at(5), up, at(5)), at(12))).isEqualTo(Verdict.USABLE);
        assertThat(TRUST.judge(heard(up, at(9), again, at(9)), at(18))).isEqualTo(Verdict.SETTLING);
        assertThat(TRUST.judge(heard(up, at(9), again, at(9)), at(19))).isEqualTo(Verdict.USABLE);
    }

    @Test
    void countsFromTheFirstOfSeveralEqualReports() {
        assertThat(up.then(true, at(30))).isEqualTo(up);
    }

    @Test
    void refusesTimesThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> Freshness.of(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new LinkTrust(Duration.ofNanos(-1)));
    }

    @Test
    void believesEachRoleForItsOwnTime() {
        Freshness freshness = new Freshness(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));

        assertThat(freshness.staleAt(START, Role.GATEWAY)).isEqualTo(at(1));
        assertThat(freshness.staleAt(START, Role.RELAY)).isEqualTo(at(2));
        assertThat(freshness.staleAt(START, Role.CLIENT)).isEqualTo(at(3));
        assertThat(freshness.staleAt(null, Role.CLIENT)).isNull();
    }

    /** When each end was last heard, whose word holds for a minute. */
    private static Evidence heard(
            @Nullable Word sender,
            @Nullable Instant senderHeard,
            @Nullable Word receiver,
            @Nullable Instant receiverHeard) {
        return new Evidence(
                sender,
                FRESHNESS.staleAt(senderHeard, Role.RELAY),
                receiver,
                FRESHNESS.staleAt(receiverHeard, Role.RELAY));
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
