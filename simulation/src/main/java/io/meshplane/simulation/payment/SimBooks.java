package io.meshplane.simulation.payment;

import io.meshplane.chain.Address;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.Wallets;
import io.meshplane.payment.domain.claim.Wallets.Registered;
import io.meshplane.payment.domain.claim.Wallets.Wallet;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.ledger.TransferCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the database keeps of money: one credit a payment for ever, transfers by id, and the events that are to go out. */
final class SimBooks {
    static final NetworkId HOME = new NetworkId("home");
    static final Amount ONE = Amount.of(1);
    static final Asset COIN = Asset.coinOf(SimNodes.CHAIN);
    static final List<NodeId> PAYERS = List.of(node(1), node(2), node(3));
    private static final Wallets WALLETS = Wallets.of(List.of(registered(0), registered(1), registered(2)));

    private final Flaw flaw;
    private final Map<String, Credit> credits = new HashMap<>();
    private final Set<String> transfers = new HashSet<>();
    private final List<Transfer> outbox = new ArrayList<>();

    /** @param generation how often it was credited */
    private record Credit(Account account, int payment, int generation, boolean standing) {}

    SimBooks(Flaw flaw) {
        this.flaw = flaw;
    }

    private static NodeId node(int number) {
        byte[] key = new byte[32];
        key[0] = (byte) number;
        return NodeId.ofPublicKey(key);
    }

    private static Registered registered(int payer) {
        return new Registered(PAYERS.get(payer), new Wallet(HOME, wallet(payer)));
    }

    private static Address wallet(int payer) {
        return Address.fromHex("0x" + "00".repeat(19) + "0" + (payer + 1));
    }

    /** Who makes a payment; the forged one names the first of them. */
    static int payerOf(int payment) {
        return Math.floorMod(payment, PAYERS.size());
    }

    static Payment payment(int number) {
        return new Payment(
                SimNodes.CHAIN,
                SimBlock.hash(1_000_000L + number),
                Payment.NATIVE,
                HOME,
                wallet(payerOf(number)),
                Address.ZERO,
                ONE,
                COIN);
    }

    /** Credits a payment, unless its credit stands. */
    void credit(int number, Payment payment, Claim claim) {
        String key = flaw == Flaw.CREDIT_PER_CLAIM ? claim.id() : Integer.toString(number);
        Credit known = credits.get(key);
        if (known != null && known.standing()) return;
        Account account = flaw == Flaw.CLAIMANT_CREDITED ? Account.ofNode(claim.node()) : WALLETS.payerOf(payment);
        Credit next = new Credit(account, number, known == null ? 1 : known.generation() + 1, true);
        credits.put(key, next);
        post(transfer(key, next, claim.id()));
    }

    /** Whether a payment has credit. */
    boolean isCredited(int number) {
        return credits.values().stream().anyMatch(credit -> credit.payment() == number && credit.standing());
    }

    /** Takes back what stands of a payment. */
    void takeBack(int number) {
        credits.replaceAll((key, credit) -> {
            if (credit.payment() != number || !credit.standing()) return credit;
            Transfer original = transfer(key, credit, "");
            post(original.reversal(
                    EventId.derivedFrom("reversal", original.id()).value()));
            return new Credit(credit.account(), number, credit.generation(), false);
        });
    }

    private static Transfer transfer(String key, Credit credit, String cause) {
        String id = EventId.derivedFrom("payment", key, Integer.toString(credit.generation()))
                .value();
        return new Transfer(id, HOME, Account.TREASURY, credit.account(), ONE, COIN, TransferCode.PAYMENT, cause);
    }

    private void post(Transfer transfer) {
        if (transfers.add(transfer.id())) outbox.add(transfer);
    }

    /** Events that wait to go out, oldest first. */
    List<Transfer> outbox() {
        return outbox;
    }

    /** A crash, if what must be kept were in memory only. */
    void crash() {
        if (flaw != Flaw.CREDITS_IN_MEMORY) return;
        credits.clear();
        transfers.clear();
    }
}
