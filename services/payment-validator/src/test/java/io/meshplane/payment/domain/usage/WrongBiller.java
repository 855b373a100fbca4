package io.meshplane.payment.domain.usage;

import io.meshplane.payment.domain.usage.BillingHistory.Told;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Billers as one writes them first, and as routers had them in the field. A property that lets one of them pass is none. */
enum WrongBiller {
    /** Rounds every sample by itself. */
    ROUNDS_EACH_SAMPLE {
        @Override
        BigInteger bill(List<Told> told, Map<Lot, Tariff> tariffs) {
            Biller right = new Biller(tariffs, BillingPolicy.PLAIN);
            BigInteger sum = BigInteger.ZERO;
            BigInteger bytes = BigInteger.ZERO;
            for (Told one : told) {
                right.take(one.key(), one.sample());
                BigInteger more = right.bill().bytes().subtract(bytes);
                bytes = bytes.add(more);
                sum = sum.add(cost(more, price(tariffs, version(one))));
            }
            return sum;
        }
    },
    /** Believes whoever sells. */
    BELIEVES_THE_SELLER {
        @Override
        BigInteger bill(List<Told> told, Map<Lot, Tariff> tariffs) {
            Map<RunKey, Run> runs = new HashMap<>();
            MeterBook book = MeterBook.EMPTY;
            for (Told one : told) {
                if (one.key().end() == End.BUYER) continue;
                book = advance(book, runs, one.key(), one.sample());
            }
            return sum(book.claimed(), tariffs);
        }
    },
    /** Takes the sample that came last for the latest, and any fall for a restart. */
    BELIEVES_THE_ORDER_OF_ARRIVAL {
        @Override
        BigInteger bill(List<Told> told, Map<Lot, Tariff> tariffs) {
            Map<RunKey, Run> runs = new HashMap<>();
            MeterBook book = MeterBook.EMPTY;
            long arrival = 0;
            for (Told one : told) {
                Sample said = one.sample();
                Sample sample = new Sample(++arrival, said.counter(), said.bits(), said.baseline(), said.cuts());
                book = advance(book, runs, one.key(), sample);
            }
            return sum(book.attested(), tariffs);
        }
    },
    /** Goes on counting where another run ended. */
    FORGETS_THE_EPOCH {
        @Override
        BigInteger bill(List<Told> told, Map<Lot, Tariff> tariffs) {
            Map<RunKey, Run> runs = new HashMap<>();
            MeterBook book = MeterBook.EMPTY;
            for (Told one : told) {
                RunKey key = new RunKey(one.key().end(), one.key().interfaceName(), "", 0);
                book = advance(book, runs, key, one.sample());
            }
            return sum(book.attested(), tariffs);
        }
    },
    /** Takes every counter for one of 64 bits that never laps. */
    FORGETS_LAPS {
        @Override
        BigInteger bill(List<Told> told, Map<Lot, Tariff> tariffs) {
            Map<RunKey, Run> runs = new HashMap<>();
            MeterBook book = MeterBook.EMPTY;
            for (Told one : told) {
                Sample said = one.sample();
                Sample sample = new Sample(0, said.counter(), 64, said.baseline(), said.cuts());
                book = advance(book, runs, one.key(), sample);
            }
            return sum(book.attested(), tariffs);
        }
    },
    /** Bills at the newest price what was sent under older ones. */
    BILLS_ALL_AT_THE_NEWEST_PRICE {
        @Override
        BigInteger bill(List<Told> told, Map<Lot, Tariff> tariffs) {
            Biller right = new Biller(tariffs, BillingPolicy.PLAIN).takeAll(told);
            long newest =
                    tariffs.keySet().stream().mapToLong(Lot::version).max().orElseThrow();
            return cost(right.bill().bytes(), price(tariffs, newest));
        }
    },
    /** Compares the ends over everything, so that what is lost under one price is made up under another. */
    COMPARES_TOTALS_ONLY {
        @Override
        BigInteger bill(List<Told> told, Map<Lot, Tariff> tariffs) {
            Map<RunKey, Run> runs = new HashMap<>();
            MeterBook book = MeterBook.EMPTY;
            for (Told one : told) {
                RunKey key = one.key();
                Run before = runs.get(key);
                Run after = before == null ? Run.begin(one.sample()) : before.take(one.sample());
                runs.put(key, after);
                String sellerInterface = key.end() == End.SELLER ? BillingHistory.INTERFACE : "";
                book = book.advance(key, sellerInterface, before, after);
            }
            return sum(book.attested(), tariffs);
        }
    };

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    abstract BigInteger bill(List<Told> told, Map<Lot, Tariff> tariffs);

    private static MeterBook advance(MeterBook book, Map<RunKey, Run> runs, RunKey key, Sample sample) {
        Run before = runs.get(key);
        Run after = before == null ? Run.begin(sample) : before.take(sample);
        runs.put(key, after);
        return book.advance(key, BillingHistory.INTERFACE, before, after);
    }

    private static BigInteger sum(Map<Lot, BigInteger> bytes, Map<Lot, Tariff> tariffs) {
        return bytes.entrySet().stream()
                .map(lot -> cost(lot.getValue(), price(tariffs, lot.getKey().version())))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static long version(Told told) {
        return told.sample().cuts().getLast().version();
    }

    private static BigInteger price(Map<Lot, Tariff> tariffs, long version) {
        Tariff tariff = Objects.requireNonNull(tariffs.get(new Lot(BillingHistory.INTERFACE, "", version)));
        return tariff.paid().perBillionBytes().value();
    }

    private static BigInteger cost(BigInteger bytes, BigInteger price) {
        return bytes.multiply(price).divide(BILLION);
    }
}
