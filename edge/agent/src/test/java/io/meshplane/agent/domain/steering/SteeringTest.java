package io.meshplane.agent.domain.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.steering.BabelSettings.Cost;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SteeringTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final SteeringPolicy POLICY = SteeringPolicy.USUAL;
    private static final long START_MS = 1_000_000;
    private static final long SETTLED_MS = START_MS + POLICY.settling().toMillis();
    private static final long INSISTING_MS = START_MS + POLICY.insistence().toMillis();

    @Test
    void leavesBabeldAloneWhereNothingIsWanted() {
        assertThat(next(Steering.NONE, BabelSettings.NONE, sees("w0", 96), START_MS))
                .isEqualTo(new Step.Rest(true));
    }

    @Test
    void givesAnInterfaceTheCostThatIsWanted() {
        assertThat(next(Steering.NONE, wants("w0", 300), sees("w0", 96), START_MS))
                .isEqualTo(new Step.Recost("w0", 300));
    }

    @Test
    void doesNotCutLinksForACostThatHoldsAlready() {
        assertThat(next(Steering.NONE, wants("w0", 96), sees("w0", 96), START_MS))
                .isEqualTo(new Step.Rest(true));
    }

    @Test
    void ignoresAnInterfaceThatBabeldDoesNotUse() {
        assertThat(next(Steering.NONE, wants("w9", 300), sees("w0", 96), START_MS))
                .isEqualTo(new Step.Rest(true));
    }

    @Test
    void changesOneInterfaceAfterTheOther() {
        BabelSettings both =
                new BabelSettings("\"1\"", Map.of("w0", new Cost(300, null), "w1", new Cost(400, null)), Map.of());
        Map<String, @Nullable Integer> shown = new HashMap<>(Map.of("w0", 96, "w1", 96));
        BabelSight before = new BabelSight(shown, null);

        Step first = next(Steering.NONE, both, before, START_MS);
        Steering changed = Steering.NONE.changing("w0").changed("w0", 300, START_MS);
        shown.put("w0", null);
        BabelSight after = new BabelSight(shown, null);

        assertThat(first).isEqualTo(new Step.Recost("w0", 300));
        assertThat(next(changed, both, after, SETTLED_MS - 1)).isEqualTo(new Step.Rest(false));
        assertThat(next(changed, both, after, SETTLED_MS)).isEqualTo(new Step.Recost("w1", 400));
    }

    @Test
    void restsOnceTheChangeHasSettled() {
        Steering changed = Steering.NONE.changing("w0").changed("w0", 300, START_MS);

        assertThat(next(changed, wants("w0", 300), sees("w0", null), SETTLED_MS - 1))
                .isEqualTo(new Step.Rest(false));
        assertThat(next(changed, wants("w0", 300), sees("w0", null), SETTLED_MS))
                .isEqualTo(new Step.Rest(true));
    }

    @Test
    void restoresACostThatWasChangedByHandButNotOverAndOver() {
        Steering changed = Steering.NONE.changing("w0").changed("w0", 300, START_MS);

        assertThat(next(changed, wants("w0", 300), sees("w0", 96), INSISTING_MS - 1))
                .isEqualTo(new Step.Rest(false));
        assertThat(next(changed, wants("w0", 300), sees("w0", 96), INSISTING_MS))
                .isEqualTo(new Step.Recost("w0", 300));
    }

    @Test
    void doesNotMakeANewWishWaitForTheLastOne() {
        Steering changed = Steering.NONE.changing("w0").changed("w0", 300, START_MS);

        assertThat(next(changed, wants("w0", 301), sees("w0", 300), SETTLED_MS)).isEqualTo(new Step.Recost("w0", 301));
    }

    @Test
    void setsTheCostAgainWhenBabeldWasRestarted() {
        Steering restarted =
                Steering.NONE.changing("w0").changed("w0", 300, START_MS).reconnected();

        assertThat(next(restarted, wants("w0", 300), sees("w0", null), INSISTING_MS))
                .isEqualTo(new Step.Recost("w0", 300));
        assertThat(next(restarted, wants("w0", 300), sees("w0", 300), INSISTING_MS))
                .isEqualTo(new Step.Rest(true));
    }

    @Test
    void givesTheRoutersOwnCostBack() {
        Steering changed = Steering.NONE.changing("w0").changed("w0", 300, START_MS);

        assertThat(next(changed, BabelSettings.NONE, sees("w0", 300), SETTLED_MS))
                .isEqualTo(new Step.Recost("w0", null));
        assertThat(next(changed.changed("w0", null, SETTLED_MS), BabelSettings.NONE, sees("w0", 96), INSISTING_MS))
                .isEqualTo(new Step.Rest(true));
    }

    @Test
    void givesItBackAlsoWhenTheCostHasExpiredAndNobodyIsHeard() {
        Steering changed = Steering.NONE.changing("w0").changed("w0", 300, START_MS);
        BabelSettings forAnHour =
                new BabelSettings("\"1\"", Map.of("w0", new Cost(300, NOW.plusSeconds(3600))), Map.of());

        assertThat(changed.next(forAnHour, sees("w0", 300), POLICY, NOW.plusSeconds(3599), INSISTING_MS))
                .isEqualTo(new Step.Rest(true));
        assertThat(changed.next(forAnHour, sees("w0", 300), POLICY, NOW.plusSeconds(3600), INSISTING_MS))
                .isEqualTo(new Step.Recost("w0", null));
    }

    @Test
    void addsAnInterfaceAgainThatWasFlushedWhenTheAgentDied() {
        Steering resumed = Steering.resumed(Map.of(), "w0");

        assertThat(next(resumed, wants("w0", 300), sees("w1", 96), START_MS)).isEqualTo(new Step.Readd("w0", 300));
        assertThat(next(resumed, BabelSettings.NONE, sees("w1", 96), START_MS)).isEqualTo(new Step.Readd("w0", null));
    }

    @Test
    void changesItOnceMoreWhereItIsNotKnownWhetherItWasChanged() {
        Steering resumed = Steering.resumed(Map.of(), "w0");

        assertThat(next(resumed, wants("w0", 300), sees("w0", null), START_MS)).isEqualTo(new Step.Recost("w0", 300));
        assertThat(next(resumed, BabelSettings.NONE, sees("w0", null), START_MS))
                .isEqualTo(new Step.Recost("w0", null));
    }

    @Test
    void doesNotCutLinksAgainForACostThatBabeldRefuses() {
        Steering refused = Steering.NONE.changing("w0").refused("w0", 300, START_MS);

        assertThat(next(refused, wants("w0", 300), sees("w0", 96), INSISTING_MS))
                .isEqualTo(new Step.Rest(false));
        assertThat(next(refused, wants("w0", 301), sees("w0", 96), INSISTING_MS))
                .isEqualTo(new Step.Recost("w0", 301));
    }

    @Test
    void tellsAltheasBabeldItsFeeAndInsistsNowAndThen() {
        BabelSettings priced = new BabelSettings("\"1\"", Map.of(), Map.of("w0", BigInteger.valueOf(5_000_000_000L)));
        BabelSight wrong = new BabelSight(Map.of(), 0L);
        Steering told = Steering.NONE.feeTold(START_MS);

        assertThat(next(Steering.NONE, priced, wrong, START_MS)).isEqualTo(new Step.SetFee(5));
        assertThat(next(told, priced, wrong, INSISTING_MS - 1)).isEqualTo(new Step.Rest(false));
        assertThat(next(told, priced, wrong, INSISTING_MS)).isEqualTo(new Step.SetFee(5));
        assertThat(next(told, priced, new BabelSight(Map.of(), 5L), START_MS)).isEqualTo(new Step.Rest(true));
    }

    @Test
    void tellsABabeldWithoutPricesNone() {
        BabelSettings priced = new BabelSettings("\"1\"", Map.of(), Map.of("w0", BigInteger.TEN));

        assertThat(next(Steering.NONE, priced, new BabelSight(Map.of(), null), START_MS))
                .isEqualTo(new Step.Rest(true));
    }

    private static Step next(Steering steering, BabelSettings wanted, BabelSight sight, long nowMs) {
        return steering.next(wanted, sight, POLICY, NOW, nowMs);
    }

    private static BabelSettings wants(String interfaceName, int rxcost) {
        return new BabelSettings("\"1\"", Map.of(interfaceName, new Cost(rxcost, null)), Map.of());
    }

    private static BabelSight sees(String interfaceName, @Nullable Integer rxcost) {
        Map<String, @Nullable Integer> shown = new HashMap<>();
        shown.put(interfaceName, rxcost);
        return new BabelSight(shown, null);
    }
}
