package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Proof.ProvenTransaction;
import io.meshplane.chain.TransactionGas;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import io.meshplane.payment.domain.chain.ScannedBlock.ScannedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the payments in a block: coin moved by a transaction itself, and Transfer logs of the configured token. Coin that
 * a contract moved inside its call is in no trie: it cannot be proven and is not seen.
 */
public final class PaymentScan {
    /**
     * Scans a block.
     *
     * @param finality by which is decided how deep each transaction must lie
     */
    public static ScannedBlock scan(
            BlockContent block, SortedSet<FullNode> supporters, Payees payees, FinalityPolicy finality) {
        List<ScannedTransaction> transactions = new ArrayList<>();
        @Nullable BlockTries tries = null; // most blocks pay none of us
        long gasBefore = 0;
        for (ProvenTransaction each : block.transactions()) {
            long gasAfter = each.receipt().cumulativeGasUsed();
            ScannedTransaction scanned = scan(each, gasAfter - gasBefore, payees, finality);
            gasBefore = gasAfter;
            if (scanned.finding() == Finding.PAYS && block.header().isPresent()) {
                if (tries == null) tries = BlockTries.of(block);
                scanned = scanned.with(tries.proof(each.index()));
            }
            transactions.add(scanned);
        }
        return new ScannedBlock(block.height(), block.hash(), supporters, transactions, block.header());
    }

    private static ScannedTransaction scan(
            ProvenTransaction each, long gasUsed, Payees payees, FinalityPolicy finality) {
        if (!each.receipt().succeeded()) return found(each, Finding.REVERTED, finality);
        List<Payment> payments = payments(each, payees);
        if (payments.isEmpty()) {
            boolean moved = TransactionGas.mayHaveRunForeignCode(each.transaction(), gasUsed, payees.token());
            return found(each, moved ? Finding.UNPROVABLE : Finding.NOT_TO_US, finality);
        }
        return each.transaction().boundChainId().isEmpty()
                ? found(each, Finding.REPLAYABLE, finality)
                : new ScannedTransaction(each.hash(), Finding.PAYS, payments, finality.of(payments), Optional.empty());
    }

    private static ScannedTransaction found(ProvenTransaction each, Finding finding, FinalityPolicy finality) {
        return new ScannedTransaction(each.hash(), finding, List.of(), finality.usual(), Optional.empty());
    }

    private static List<Payment> payments(ProvenTransaction each, Payees payees) {
        List<Payment> payments = new ArrayList<>();
        coin(each, payees).ifPresent(payments::add);
        int logIndex = 0;
        for (EventLog log : each.receipt().logs()) {
            token(each, log, logIndex++, payees).ifPresent(payments::add);
        }
        return payments;
    }

    private static Optional<Payment> coin(ProvenTransaction each, Payees payees) {
        if (each.transaction().value().signum() == 0) return Optional.empty();
        Optional<Address> payee = each.transaction().receiver();
        @Nullable NetworkId network = payee.map(payees.networks()::get).orElse(null);
        if (network == null) return Optional.empty();
        Amount amount = new Amount(each.transaction().value());
        // recovered last: it costs more than all the rest
        return each.transaction()
                .sender()
                .map(payer -> new Payment(
                        payees.chainId(),
                        each.hash(),
                        Payment.NATIVE,
                        network,
                        payer,
                        payee.orElseThrow(),
                        amount,
                        payees.coin()));
    }

    private static Optional<Payment> token(ProvenTransaction each, EventLog log, int logIndex, Payees payees) {
        if (payees.token().filter(log.address()::equals).isEmpty()) return Optional.empty();
        return Erc20.decodeTransfer(log)
                .filter(transfer -> transfer.amount().signum() > 0)
                .flatMap(transfer -> {
                    NetworkId network = payees.networks().get(transfer.to());
                    return Optional.ofNullable(network)
                            .map(ours -> new Payment(
                                    payees.chainId(),
                                    each.hash(),
                                    logIndex,
                                    ours,
                                    transfer.from(),
                                    transfer.to(),
                                    new Amount(transfer.amount()),
                                    new Asset(payees.chainId(), log.address().toLowerHex())));
                });
    }

    private PaymentScan() {}
}
