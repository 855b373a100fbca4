package io.meshplane.payment.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.Seeded;
import io.meshplane.payment.domain.ledger.UsageRules.Decision;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageRulesTest {
    private static final Asset COIN = Asset.coinOf(7357);
    private static final Tariff ONE_PER_BYTE = tariff("1000000000");

    @Test
    void billsAnEpochFromZeroOnItsFirstReport() {
        Decision decision = UsageRules.meter(null, 500, ONE_PER_BYTE);

        assertThat(decision).isEqualTo(new Decision.Metered(new Reading(500, ONE_PER_BYTE, 0), Amount.of(500), COIN));
    }

    @Test
    void billsOnlyWhatIsNewOnTheNextReport() {
        Decision decision = UsageRules.meter(new Reading(500, ONE_PER_BYTE, 0), 700, ONE_PER_BYTE);

        assertThat(decision).isEqualTo(new Decision.Metered(new Reading(700, ONE_PER_BYTE, 0), Amount.of(200), COIN));
    }

    @Test
    void takesALowerOrEqualCounterOfTheSameEpochForALateReport() {
        Reading reading = new Reading(500, ONE_PER_BYTE, 0);

        assertThat(UsageRules.meter(reading, 499, ONE_PER_BYTE)).isEqualTo(new Decision.Known());
        assertThat(UsageRules.meter(reading, 500, ONE_PER_BYTE)).isEqualTo(new Decision.Known());
    }

    @Test
    void keepsTheReadingOfAnEpochThatHasSentNothing() {
        assertThat(UsageRules.meter(null, 0, ONE_PER_BYTE))
                .isEqualTo(new Decision.Metered(new Reading(0, ONE_PER_BYTE, 0), Amount.ZERO, COIN));
    }

    @Test
    void billsAtTheOldPriceUpToTheCounterAtWhichANewOneIsSeen() {
        Tariff dearer = tariff("3000000000");

        Decision first = UsageRules.meter(new Reading(500, ONE_PER_BYTE, 0), 700, dearer);
        Decision second = UsageRules.meter(new Reading(700, dearer, 700), 800, dearer);

        assertThat(first).isEqualTo(new Decision.Metered(new Reading(700, dearer, 700), Amount.of(200), COIN));
        assertThat(second).isEqualTo(new Decision.Metered(new Reading(800, dearer, 700), Amount.of(300), COIN));
    }

    @Test
    void billsInTheAssetOfThePriceThatWasInForce() {
        Asset token = new Asset(7357, "0x7357000000000000000000000000000000007357");
        Tariff inToken = new Tariff(Price.of(1_000_000_000), token);

        Decision decision = UsageRules.meter(new Reading(500, ONE_PER_BYTE, 0), 700, inToken);

        assertThat(decision).isEqualTo(new Decision.Metered(new Reading(700, inToken, 700), Amount.of(200), COIN));
    }

    @Test
    void readsCountersAsUnsigned() {
        long beyondSigned = Long.MIN_VALUE + 5;

        Decision decision = UsageRules.meter(new Reading(Long.MAX_VALUE, ONE_PER_BYTE, 0), beyondSigned, ONE_PER_BYTE);

        assertThat(decision)
                .isEqualTo(new Decision.Metered(new Reading(beyondSigned, ONE_PER_BYTE, 0), Amount.of(6), COIN));
    }

    @Test
    void refusesACostBeyond256BitsAndKeepsTheReading() {
        Tariff absurd = tariff(BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString());

        assertThat(UsageRules.meter(null, 2_000_000_000, absurd)).isEqualTo(new Decision.Unpayable());
    }

    @Test
    void billsTheSameHoweverReportsAreSampledLostDoubledAndReordered() {
        Random random = Seeded.random("usage");
        for (int round = 0; round < 500; round++) {
            Tariff tariff = tariff(Integer.toString(random.nextInt(1_000_000_000)));
            Map<Long, Long> finals = new HashMap<>();
            List<long[]> reports = reports(random, finals);

            BigInteger billed = bill(reports, tariff);

            BigInteger expected = finals.values().stream()
                    .map(bytes -> tariff.price().cost(0, bytes).value())
                    .reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(billed).as("round %d", round).isEqualTo(expected);
        }
    }

    /** Epoch and counter of each report: every final value at least once, the rest resampled, doubled, in any order. */
    private static List<long[]> reports(Random random, Map<Long, Long> finals) {
        List<long[]> reports = new ArrayList<>();
        for (long epoch = 1; epoch <= 1 + random.nextInt(4); epoch++) {
            long end = random.nextLong(1L << 45);
            finals.put(epoch, end);
            reports.add(new long[] {epoch, end});
            for (int i = random.nextInt(20); i > 0; i--) {
                long[] between = {epoch, random.nextLong(end + 1)};
                reports.add(between);
                if (random.nextBoolean()) reports.add(between);
            }
        }
        Collections.shuffle(reports, random);
        return reports;
    }

    private static BigInteger bill(List<long[]> reports, Tariff tariff) {
        Map<Long, Reading> readings = new HashMap<>();
        BigInteger sum = BigInteger.ZERO;
        for (long[] report : reports) {
            if (UsageRules.meter(readings.get(report[0]), report[1], tariff)
                    instanceof Decision.Metered(Reading next, Amount cost, Asset ignored)) {
                readings.put(report[0], next);
                sum = sum.add(cost.value());
            }
        }
        return sum;
    }

    private static Tariff tariff(String price) {
        return new Tariff(Price.parse(price), COIN);
    }
}
