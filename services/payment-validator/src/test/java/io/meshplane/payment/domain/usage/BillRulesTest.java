package io.meshplane.payment.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.domain.ledger.TransferCode;
import io.meshplane.payment.domain.usage.BillingPolicy.Attestation;
import io.meshplane.payment.domain.usage.PostingRules.Move;
import io.meshplane.payment.domain.usage.PostingRules.Part;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BillRulesTest {
    private static final Asset COIN = Asset.coinOf(7357);
    private static final Lot CHEAP = new Lot("wlan0", "", 1);
    private static final Lot DEAR = new Lot("wlan0", "", 2);
    private static final Lot OTHER_PORT = new Lot("eth0", "", 1);
    private static final Map<Lot, Tariff> TARIFFS = Map.of(CHEAP, perByte(1), DEAR, perByte(3), OTHER_PORT, perByte(7));

    @Test
    void billsTheLowerOfBothFiguresPriceByPrice() {
        MeterBook book = book(Map.of(CHEAP, tally(100, 90), DEAR, tally(100, 110)));

        assertThat(net(book, BillingPolicy.PLAIN)).isEqualTo(90 + 300);
    }

    @Test
    void asksDifferentPricesOnDifferentInterfaces() {
        assertThat(net(book(Map.of(CHEAP, tally(10, 10), OTHER_PORT, tally(10, 10))), BillingPolicy.PLAIN))
                .isEqualTo(10 + 70);
    }

    @Test
    void letsAPoolAttestOlderPricesFirst() {
        MeterBook book = book(Map.of(CHEAP, tally(100, 20), DEAR, tally(100, 0), Lot.POOL, tally(0, 100)));

        assertThat(book.attested()).isEqualTo(Map.of(CHEAP, BigInteger.valueOf(100), DEAR, BigInteger.valueOf(20)));
    }

    @Test
    void billsNothingWhileOneEndIsSilentUnlessTheNetworkTrustsTheSeller() {
        MeterBook book = book(Map.of(CHEAP, tally(100, 0)));
        BillingPolicy trusting = new BillingPolicy(Attestation.SELLER_WHILE_BUYER_IS_SILENT, BigInteger.ZERO);

        assertThat(net(book, BillingPolicy.PLAIN)).isZero();
        assertThat(net(book, trusting)).isEqualTo(100);
        assertThat(net(book(Map.of(CHEAP, tally(100, 1))), trusting)).isEqualTo(1);
    }

    @Test
    void takesBackWhatIsBeyondTheCapInAnEntryOfItsOwn() {
        Tariff capped = new Tariff(Price.of(3_000_000_000L), COIN, Price.of(2_000_000_000L));

        Bill bill = BillRules.bill(book(Map.of(CHEAP, tally(10, 10))), Map.of(CHEAP, capped), BillingPolicy.PLAIN);
        Charge charge = Objects.requireNonNull(bill.charges().get(CHEAP));

        assertThat(charge.gross()).isEqualTo(Amount.of(30));
        assertThat(charge.overCap()).isEqualTo(Amount.of(10));
        assertThat(charge.net()).isEqualTo(20);
    }

    @Test
    void takesBackWhatFreeBytesCostInAnEntryOfItsOwn() {
        BillingPolicy generous = new BillingPolicy(Attestation.BOTH_ENDS, BigInteger.valueOf(15));
        Bill bill = BillRules.bill(book(Map.of(CHEAP, tally(10, 10), DEAR, tally(10, 10))), TARIFFS, generous);

        List<Move> moves = PostingRules.moves(Bill.NOTHING, bill, Biller.BUYER, Biller.SELLER);

        assertThat(moves)
                .containsExactly(
                        move(CHEAP, Part.GROSS, true, 10, TransferCode.USAGE),
                        move(CHEAP, Part.FREE, false, 10, TransferCode.ALLOWANCE),
                        move(DEAR, Part.GROSS, true, 30, TransferCode.USAGE),
                        move(DEAR, Part.FREE, false, 15, TransferCode.ALLOWANCE));
    }

    @Test
    void takesBackByCorrectionsWhatALateWordLowers() {
        Bill more = BillRules.bill(book(Map.of(CHEAP, tally(10, 10))), TARIFFS, BillingPolicy.PLAIN);
        Bill less = BillRules.bill(book(Map.of(CHEAP, tally(4, 10), DEAR, tally(6, 0))), TARIFFS, BillingPolicy.PLAIN);

        assertThat(PostingRules.moves(more, less, Biller.BUYER, Biller.SELLER))
                .containsExactly(move(CHEAP, Part.GROSS, false, 6, TransferCode.CORRECTION));
        assertThat(PostingRules.moves(less, less, Biller.BUYER, Biller.SELLER)).isEmpty();
    }

    @Test
    void leavesLotsAloneThatWaitForAPriceOrASaneOne() {
        Bill before = BillRules.bill(book(Map.of(CHEAP, tally(1, 1))), TARIFFS, BillingPolicy.PLAIN);
        BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        Tariff absurd = new Tariff(new Price(new Amount(most)), COIN);
        MeterBook book = book(Map.of(CHEAP, tally(2_000_000_000, 2_000_000_000), DEAR, tally(1, 1)));

        Bill bill = BillRules.bill(book, Map.of(CHEAP, absurd), BillingPolicy.PLAIN);

        assertThat(bill.unpayable()).isEqualTo(new TreeSet<>(List.of(CHEAP)));
        assertThat(bill.unpriced()).isEqualTo(new TreeSet<>(List.of(DEAR)));
        assertThat(PostingRules.moves(before, bill, Biller.BUYER, Biller.SELLER))
                .isEmpty();
    }

    @Test
    void refusesADirectionOfANodeToItself() {
        NodeId node = NodeId.ofPublicKey(new byte[32]);

        assertThatIllegalArgumentException().isThrownBy(() -> new Direction(new NetworkId("home"), node, node.value()));
        assertThat(new Direction(new NetworkId("home"), node, "").buyerNode()).isEmpty();
    }

    private static long net(MeterBook book, BillingPolicy policy) {
        return BillRules.bill(book, TARIFFS, policy).charges().values().stream()
                .map(Charge::net)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .longValueExact();
    }

    private static Move move(Lot lot, Part part, boolean toSeller, long amount, TransferCode code) {
        return toSeller
                ? new Move(lot, part, Biller.BUYER, Biller.SELLER, Amount.of(amount), COIN, code)
                : new Move(lot, part, Biller.SELLER, Biller.BUYER, Amount.of(amount), COIN, code);
    }

    private static MeterBook book(Map<Lot, Tally> tallies) {
        return new MeterBook(new TreeMap<>(tallies));
    }

    private static Tally tally(long seller, long buyer) {
        return new Tally(BigInteger.valueOf(seller), BigInteger.valueOf(buyer));
    }

    private static Tariff perByte(long units) {
        return new Tariff(Price.of(units * 1_000_000_000L), COIN);
    }
}
