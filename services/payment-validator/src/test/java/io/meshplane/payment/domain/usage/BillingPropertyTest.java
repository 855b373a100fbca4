package io.meshplane.payment.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.Seeded;
import io.meshplane.payment.domain.usage.BillingHistory.Told;
import io.meshplane.payment.domain.usage.BillingPolicy.Attestation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** More histories: the system property {@code meshplane.trials}; other ones: {@code meshplane.seed}. */
class BillingPropertyTest {
    private static final int HISTORIES = Integer.getInteger("meshplane.trials", 10_000);
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final Asset COIN = Asset.coinOf(7357);

    @Test
    void bothEndsAndTheLedgerAgreeToTheLastUnitWhateverHappens() {
        long first = Seeded.random("histories of billing").nextLong();

        LongStream.range(0, HISTORIES).parallel().forEach(history -> agree(first + history));
    }

    private static void agree(long seed) {
        Random random = new Random(seed);
        BillingHistory history = BillingHistory.random(random);
        Map<Lot, Tariff> tariffs = tariffs(history.versions(), random);
        BillingPolicy policy = policy(random);

        Biller ledger = new Biller(tariffs, policy).takeAll(history.arrivals(random));
        Biller seller = new Biller(tariffs, policy).takeAll(history.arrivals(random));
        Biller buyer = new Biller(tariffs, policy).takeAll(history.arrivals(random));

        BigInteger expected = expected(history, tariffs, policy);
        assertThat(seller.bill()).as("seed %d", seed).isEqualTo(buyer.bill()).isEqualTo(ledger.bill());
        assertThat(ledger.ledger()).as("seed %d", seed).isEqualTo(expected);
        assertThat(expected).as("seed %d", seed).isNotNegative();
        assertThat(ledger.book().total().sellerBytes().bitLength()).isLessThan(50);
    }

    private static Map<Lot, Tariff> tariffs(long versions, Random random) {
        Map<Lot, Tariff> tariffs = new HashMap<>();
        @Nullable Price cap = random.nextBoolean() ? Price.of(random.nextLong(2_000_000_000L)) : null;
        for (long version = 1; version <= versions; version++) {
            Price price = Price.of(random.nextLong(random.nextBoolean() ? 3_000_000_000L : 1_000));
            tariffs.put(new Lot(BillingHistory.INTERFACE, "", version), new Tariff(price, COIN, cap));
        }
        return tariffs;
    }

    private static BillingPolicy policy(Random random) {
        return new BillingPolicy(
                Attestation.BOTH_ENDS,
                random.nextBoolean() ? BigInteger.valueOf(random.nextLong(3_000_000_000L)) : BigInteger.ZERO);
    }

    /** The bill by the truth, in the plainest words. */
    private static BigInteger expected(BillingHistory history, Map<Lot, Tariff> tariffs, BillingPolicy policy) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger free = policy.freeBytes();
        for (long version = 1; version <= history.versions(); version++) {
            BigInteger sent = history.sellerBytes().getOrDefault(version, BigInteger.ZERO);
            BigInteger received = history.buyerBytes().getOrDefault(version, BigInteger.ZERO);
            BigInteger both = sent.min(received);
            Tariff tariff = Objects.requireNonNull(tariffs.get(new Lot(BillingHistory.INTERFACE, "", version)));
            BigInteger price = tariff.price().perBillionBytes().value();
            Price cap = tariff.cap();
            BigInteger paid =
                    cap == null ? price : price.min(cap.perBillionBytes().value());
            BigInteger given = both.min(free);
            free = free.subtract(given);
            sum = sum.add(both.multiply(paid).divide(BILLION))
                    .subtract(given.multiply(paid).divide(BILLION));
        }
        return sum;
    }

    @Test
    void thePropertyFindsEveryBillerThatIsWrong() {
        long first = Seeded.random("wrong billers").nextLong();
        for (WrongBiller biller : WrongBiller.values()) {
            long found = LongStream.range(0, 300)
                    .filter(history -> isFound(biller, first + history))
                    .count();

            assertThat(found).as("histories that find %s", biller).isPositive();
        }
    }

    private static boolean isFound(WrongBiller biller, long seed) {
        Random random = new Random(seed);
        BillingHistory history = BillingHistory.random(random);
        Map<Lot, Tariff> tariffs = tariffs(history.versions(), random);
        BigInteger billed = biller.bill(history.arrivals(random), tariffs);
        return !billed.equals(expected(history, tariffs, BillingPolicy.PLAIN));
    }

    @Test
    void aDayDiffersByNothingBetweenOneSecondAndSevenGiveOrTakeFortyPercent() {
        Random random = Seeded.random("a day");
        Day day = new Day(random);
        Map<Lot, Tariff> tariffs = tariffs(day.versions(), random);
        ToLongFunction<Random> everySecond = any -> 1_000;
        ToLongFunction<Random> aboutSevenSeconds = any -> 4_200 + any.nextLong(5_601);
        ToLongFunction<Random> onceADay = any -> Day.MILLIS;

        Biller once = bill(day, tariffs, random, onceADay, onceADay);

        assertThat(bill(day, tariffs, random, everySecond, aboutSevenSeconds).bill())
                .isEqualTo(once.bill());
        assertThat(bill(day, tariffs, random, aboutSevenSeconds, everySecond).bill())
                .isEqualTo(once.bill());
        assertThat(bill(day, tariffs, random, everySecond, everySecond).ledger())
                .isEqualTo(once.ledger());
        assertThat(bill(day, tariffs, random, aboutSevenSeconds, aboutSevenSeconds)
                        .ledger())
                .isEqualTo(once.ledger());
        assertThat(once.ledger()).isPositive();
    }

    private static Biller bill(
            Day day,
            Map<Lot, Tariff> tariffs,
            Random random,
            ToLongFunction<Random> sellerPause,
            ToLongFunction<Random> buyerPause) {
        List<Told> told = new ArrayList<>(day.samples(End.SELLER, random, sellerPause));
        told.addAll(day.samples(End.BUYER, random, buyerPause));
        return new Biller(tariffs, BillingPolicy.PLAIN).takeAll(told);
    }
}
