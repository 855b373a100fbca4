package io.meshplane.sentinel.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.AuthorityView.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was written, and where it can be seen. */
class SpreadTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final DnsName NAME = new DnsName("exit.mesh.test.");
    private static final ZoneSerial NEWEST = new ZoneSerial(7);
    private static final DnsState FIRST = state(1, "192.0.2.1");
    private static final DnsState SECOND = state(2, "192.0.2.2");
    private static final AuthorityView SHOWS = view("ns1:53", State.SHOWS);
    private static final AuthorityView LAGS = view("ns2:53", State.LAGS);

    @ParameterizedTest
    @CsvSource({"1, 2, true", "2, 1, false", "2, 2, false", "4294967295, 0, true", "0, 2147483648, false"})
    void comparesSerialsAroundTheCircle(long serial, long other, boolean behind) {
        assertThat(new ZoneSerial(serial).isBehind(new ZoneSerial(other))).isEqualTo(behind);
    }

    @Test
    void tellsAServerThatShowsTheWriteFromOneThatIsBehindAndOneThatShouldKnow() {
        assertThat(judge(SECOND, 7)).isEqualTo(State.SHOWS);
        assertThat(judge(FIRST, 6)).isEqualTo(State.LAGS);
        assertThat(judge(FIRST, 7)).isEqualTo(State.DIFFERS);
        assertThat(judge(state(3, "192.0.2.1"), 8)).as("somebody wrote since").isEqualTo(State.SHOWS);
        assertThat(judge(DnsState.nothing(NAME), 7)).isEqualTo(State.DIFFERS);
    }

    private static State judge(DnsState found, long serial) {
        return VisibilityRules.judge("ns1:53", SECOND, NEWEST, found, new ZoneSerial(serial))
                .state();
    }

    @Test
    void isSentAgainOnceTheTimeForSpreadingIsOver() {
        Spread spread = Spread.of(SECOND, START).seen(List.of(SHOWS, LAGS), START.plusSeconds(1));

        assertThat(spread.reasonToSendAgain(WITHIN, START.plusSeconds(9))).isEmpty();
        assertThat(spread.reasonToSendAgain(WITHIN, START.plusSeconds(10)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("ns2:53"));
    }

    @Test
    void waitsTwiceAsLongAfterEachTimeThatDidNotHelp() {
        Spread again = Spread.of(FIRST, START)
                .seen(List.of(LAGS), START)
                .beingSentAgain()
                .following(SECOND, START)
                .seen(List.of(LAGS), START);

        assertThat(again.reasonToSendAgain(WITHIN, START.plusSeconds(19))).isEmpty();
        assertThat(again.reasonToSendAgain(WITHIN, START.plusSeconds(20))).isPresent();
        assertThat(VisibilityRules.patience(WITHIN, 100)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void isNotSentAgainForAServerThatIsSilent() {
        Spread spread = Spread.of(SECOND, START).seen(List.of(SHOWS, view("ns3:53", State.SILENT)), START);

        assertThat(spread.isVisible()).isFalse();
        assertThat(spread.reasonToSendAgain(WITHIN, START.plusSeconds(60))).isEmpty();
    }

    @Test
    void remembersWhenEachServerFirstShowedIt() {
        Spread spread = Spread.of(SECOND, START)
                .seen(List.of(SHOWS, LAGS), START.plusMillis(100))
                .seen(List.of(SHOWS, view("ns2:53", State.SHOWS)), START.plusSeconds(5));

        assertThat(spread.isVisible()).isTrue();
        assertThat(spread.shownAt())
                .containsEntry("ns1:53", START.plusMillis(100))
                .containsEntry("ns2:53", START.plusSeconds(5));
    }

    @Test
    void givesAServerThatLosesItLaterTheWholeTimeAgain() {
        Spread spread = Spread.of(SECOND, START)
                .seen(List.of(SHOWS), START)
                .seen(List.of(view("ns1:53", State.LAGS)), START.plusSeconds(60));

        assertThat(spread.since()).isEqualTo(START.plusSeconds(60));
        assertThat(spread.reasonToSendAgain(WITHIN, START.plusSeconds(61))).isEmpty();
    }

    private static AuthorityView view(String server, State state) {
        return new AuthorityView(server, state, NEWEST, "");
    }

    private static DnsState state(long epoch, String address) {
        List<RecordSet> sets = List.of(new RecordSet(NAME.value(), RecordType.A, 30, List.of(address)));
        PoolKey pool = new PoolKey(new NetworkId("home"), new Label("exit"));
        return new DnsState(
                NAME, sets, List.of(EpochMark.of(epoch, epoch, pool, null, sets).text()));
    }
}
