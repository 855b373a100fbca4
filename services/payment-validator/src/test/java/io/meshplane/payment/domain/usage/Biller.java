package io.meshplane.payment.domain.usage;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.usage.BillingHistory.Told;
import io.meshplane.payment.domain.usage.PostingRules.Move;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bills as a flow does: sample by sample, each time posting what is due and not posted yet. */
final class Biller {
    static final Account BUYER = Account.ofNode(NodeId.ofPublicKey(new byte[32]));
    static final Account SELLER = Account.revenueOf(NodeId.ofPublicKey(Arrays.copyOf(new byte[] {2}, 32)));

    private final Map<Lot, Tariff> tariffs;
    private final BillingPolicy policy;
    private final Map<RunKey, Run> runs = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private MeterBook book = MeterBook.EMPTY;
    private Bill bill = Bill.NOTHING;

    Biller(Map<Lot, Tariff> tariffs, BillingPolicy policy) {
        this.tariffs = tariffs;
        this.policy = policy;
    }

    Biller takeAll(List<Told> told) {
        told.forEach(one -> take(one.key(), one.sample()));
        return this;
    }

    void take(RunKey key, Sample sample) {
        Run before = runs.get(key);
        Run after = before == null ? Run.begin(sample) : before.take(sample);
        runs.put(key, after);
        book = book.advance(key, BillingHistory.INTERFACE, before, after);
        Bill due = BillRules.bill(book, tariffs, policy);
        moves.addAll(PostingRules.moves(bill, due, BUYER, SELLER));
        bill = due;
    }

    Bill bill() {
        return bill;
    }

    MeterBook book() {
        return book;
    }

    List<Move> moves() {
        return moves;
    }

    /** What the ledger says that the buyer owes the seller. */
    BigInteger ledger() {
        BigInteger owed = BigInteger.ZERO;
        for (Move move : moves) {
            BigInteger amount = move.amount().value();
            owed = move.debit().equals(BUYER) ? owed.add(amount) : owed.subtract(amount);
        }
        return owed;
    }
}
