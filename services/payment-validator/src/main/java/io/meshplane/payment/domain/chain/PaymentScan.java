package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Proof.ProvenTransaction;
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

    public static ScannedBlock scan(BlockContent block, SortedSet<FullNode> supporters, Payees payees) {
        List<ScannedTransaction> transactions =
                block.transactions().stream().map(each -> scan(each, payees)).toList();
        return new ScannedBlock(block.height(), block.hash(), supporters, transactions);
    }

    private static ScannedTransaction scan(ProvenTransaction each, Payees payees) {
        if (!each.receipt().succeeded()) return new ScannedTransaction(each.hash(), Finding.REVERTED, List.of());
        List<Payment> payments = new ArrayList<>();
        coin(each, payees).ifPresent(payments::add);
        int logIndex = each.firstLogIndex();
        for (EventLog log : each.receipt().logs()) {
            token(each, log, logIndex++, payees).ifPresent(payments::add);
        }
        if (payments.isEmpty()) return new ScannedTransaction(each.hash(), Finding.NOT_TO_US, List.of());
        if (each.transaction().boundChainId().isEmpty()) {
            return new ScannedTransaction(each.hash(), Finding.REPLAYABLE, List.of());
        }
        return new ScannedTransaction(each.hash(), Finding.PAYS, payments);
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
