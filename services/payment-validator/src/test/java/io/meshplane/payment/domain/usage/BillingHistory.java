package io.meshplane.payment.domain.usage;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What may happen to one direction of a link, and what both ends tell of it: traffic, loss, restarts of either end, laps of counters,
 * changes of price, samples at any moments, of which some never arrive.
 */
final class BillingHistory {
    static final String INTERFACE = "wlan0";
    private static final long MAX_32 = 0xFFFF_FFFFL;

    /** A sample with what it is a sample of. */
    record Told(RunKey key, Sample sample) {}

    private final Random random;
    private final Counter seller;
    private final Counter buyer;
    private long version = 1;

    private BillingHistory(Random random) {
        this.random = random;
        seller = new Counter(End.SELLER);
        buyer = new Counter(End.BUYER);
    }

    /** Some trouble. */
    static BillingHistory random(Random random) {
        BillingHistory history = new BillingHistory(random);
        double loss = random.nextInt(3) * 0.05 * random.nextDouble();
        long burst = 1 + random.nextLong(random.nextBoolean() ? 2_000_000_000L : 5_000);
        for (int i = 5 + random.nextInt(40); i > 0; i--) history.happen(loss, burst);
        history.seller.tellForSure();
        history.buyer.tellForSure();
        return history;
    }

    private void happen(double loss, long burst) {
        long bytes = random.nextLong(burst);
        seller.count(bytes);
        buyer.count(bytes - (long) (bytes * loss));
        switch (random.nextInt(20)) {
            case 0 -> seller.restart();
            case 1 -> buyer.restart();
            case 2 -> {
                version++;
                seller.cut();
                buyer.cut();
            }
            default -> {}
        }
        if (random.nextInt(3) > 0) seller.mayTell();
        if (random.nextInt(3) == 0) buyer.mayTell();
    }

    /** Versions of the price that there were: 1 to this. */
    long versions() {
        return version;
    }

    /** Bytes by version, as far as the last sample of each run told them. */
    SortedMap<Long, BigInteger> sellerBytes() {
        return seller.known();
    }

    SortedMap<Long, BigInteger> buyerBytes() {
        return buyer.known();
    }

    /** All that arrives, some of it twice, each time in another order. */
    List<Told> arrivals(Random order) {
        List<Told> all = new ArrayList<>(seller.told);
        all.addAll(buyer.told);
        for (int i = 0; i < all.size(); i += 8) {
            Collections.shuffle(all.subList(i, Math.min(all.size(), i + 8)), order);
        }
        for (int i = all.size() / 3; i > 0; i--) {
            int at = order.nextInt(all.size());
            all.add(at + order.nextInt(all.size() - at), all.get(at));
        }
        return all;
    }

    /** One end's counter, the truth about it, and what it tells. */
    private final class Counter {
        private final End end;
        private final int bits = random.nextBoolean() ? 32 : 64;
        private final List<Told> told = new ArrayList<>();
        private final SortedMap<Long, BigInteger> earlierRuns = new TreeMap<>();
        private SortedMap<Long, BigInteger> run = new TreeMap<>();
        private SortedMap<Long, BigInteger> runAsTold = new TreeMap<>();
        private long epoch = random.nextLong();
        private BigInteger counted;
        private BigInteger countedAsTold;
        private long baseline;
        private long ordinal;
        private List<Cut> cuts;

        Counter(End end) {
            this.end = end;
            // some join with counters that have nearly lapped
            baseline = random.nextInt(4) > 0 ? 0 : bits == 32 ? MAX_32 - 7 : -1_000_000_000L;
            counted = Unsigned.of(baseline);
            countedAsTold = counted;
            cuts = List.of(new Cut(0, 1));
        }

        void count(long bytes) {
            counted = counted.add(BigInteger.valueOf(bytes));
            run.merge(version, BigInteger.valueOf(bytes), BigInteger::add);
        }

        void cut() {
            // beyond 2^64 a cut has no name: such a change waits for the next run
            if (counted.bitLength() > 64) restart();
            else {
                cuts = new ArrayList<>(cuts);
                cuts.add(new Cut(counted.longValue(), version));
            }
        }

        void restart() {
            if (random.nextBoolean()) tellForSure(); // else what it counted since the last sample is never known
            runAsTold.forEach((each, bytes) -> earlierRuns.merge(each, bytes, BigInteger::add));
            run = new TreeMap<>();
            runAsTold = new TreeMap<>();
            epoch = random.nextLong();
            baseline = 0;
            counted = BigInteger.ZERO;
            countedAsTold = BigInteger.ZERO;
            cuts = List.of(new Cut(0, version));
        }

        void mayTell() {
            boolean arrives = random.nextInt(4) > 0;
            if (arrives) tellForSure();
            else ordinal++;
        }

        void tellForSure() {
            boolean mayHaveLapped = bits == 32 || baseline != 0;
            if (mayHaveLapped && told.stream().noneMatch(one -> one.key().epoch() == epoch)) tell(countedAsTold);
            BigInteger half = BigInteger.ONE.shiftLeft(31);
            while (bits == 32 && counted.subtract(countedAsTold).compareTo(half) > 0) tell(countedAsTold.add(half));
            tell(counted);
            runAsTold = new TreeMap<>(run);
        }

        private void tell(BigInteger at) {
            long mask = bits == 32 ? MAX_32 : -1L;
            Sample sample = new Sample(++ordinal, at.longValue() & mask, bits, baseline, cuts);
            told.add(new Told(new RunKey(end, end == End.SELLER ? INTERFACE : "mesh7", "", epoch), sample));
            countedAsTold = at;
        }

        SortedMap<Long, BigInteger> known() {
            SortedMap<Long, BigInteger> all = new TreeMap<>(earlierRuns);
            runAsTold.forEach((each, bytes) -> all.merge(each, bytes, BigInteger::add));
            return all;
        }
    }
}
