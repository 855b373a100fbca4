package io.meshplane.devstack.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Transaction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Transactions that wait for a block, in order of arrival. Guarded by the driver's lock. */
final class Mempool {
    private static final int MAX_TRANSACTIONS = 4_096;
    private static final int MAX_TRANSACTION_BYTES = 128 * 1024;
    private static final BigInteger PERCENT = BigInteger.valueOf(100);
    private static final BigInteger REPLACEMENT_PERCENT = BigInteger.valueOf(110);

    private final long chainId;
    private final Map<Hash32, Waiting> waiting = new LinkedHashMap<>();

    Mempool(long chainId) {
        this.chainId = chainId;
    }

    /** A transaction and who signed it. */
    record Waiting(Transaction transaction, Address sender) {}

    /** What became of a transaction that somebody sent. */
    sealed interface Admission {
        record Admitted(Hash32 hash) implements Admission {}

        /** In the words of geth, which wallets look for. */
        record Refused(String message) implements Admission {}
    }

    Admission submit(Transaction transaction, WorldState state) {
        Optional<String> wrong = flawOf(transaction);
        if (wrong.isPresent()) {
            return new Admission.Refused(wrong.get());
        }
        Optional<Address> sender = transaction.sender();
        if (sender.isEmpty()) {
            return new Admission.Refused("invalid sender: invalid transaction v, r, s values");
        }
        Hash32 hash = transaction.hash();
        Optional<String> refusal = refusal(transaction, hash, sender.get(), state);
        if (refusal.isPresent()) {
            return new Admission.Refused(refusal.get());
        }
        sameNonce(transaction, sender.get()).ifPresent(old -> waiting.remove(old.hash()));
        waiting.put(hash, new Waiting(transaction, sender.get()));
        return new Admission.Admitted(hash);
    }

    /** What is wrong with a transaction whatever the state. */
    private Optional<String> flawOf(Transaction transaction) {
        if (transaction.type() > 2) {
            return Optional.of("transaction type not supported");
        }
        if (transaction.boundChainId().isEmpty()) {
            return Optional.of("only replay-protected (EIP-155) transactions allowed over RPC");
        }
        long boundTo = transaction.boundChainId().getAsLong();
        if (boundTo != chainId) {
            return Optional.of("invalid sender: invalid chain id for signer: have " + boundTo + " want " + chainId);
        }
        if (transaction.receiver().isEmpty()) {
            return Optional.of("contract creation is not supported by this development chain");
        }
        if (transaction.encode().size() > MAX_TRANSACTION_BYTES) {
            return Optional.of("oversized data");
        }
        if (transaction.maxPriorityFeePerGas().compareTo(transaction.maxFeePerGas()) > 0) {
            return Optional.of("max priority fee per gas higher than max fee per gas");
        }
        return gasFlawOf(transaction);
    }

    private static Optional<String> gasFlawOf(Transaction transaction) {
        if (transaction.gasLimit() > Genesis.GAS_LIMIT) {
            return Optional.of("exceeds block gas limit");
        }
        long needed = Math.max(Gas.intrinsic(transaction), Gas.floor(transaction.data()));
        return transaction.gasLimit() < needed
                ? Optional.of("intrinsic gas too low: gas " + transaction.gasLimit() + ", minimum needed " + needed)
                : Optional.empty();
    }

    private Optional<String> refusal(Transaction transaction, Hash32 hash, Address sender, WorldState state) {
        if (waiting.containsKey(hash)) {
            return Optional.of("already known");
        }
        WorldState.Account account = state.account(sender);
        if (transaction.nonce() < account.nonce()) {
            return Optional.of("nonce too low: next nonce " + account.nonce() + ", tx nonce " + transaction.nonce());
        }
        Optional<Transaction> replaced = sameNonce(transaction, sender);
        if (replaced.isPresent() && !outbids(transaction, replaced.get())) {
            return Optional.of("replacement transaction underpriced");
        }
        BigInteger cost = costOfOthers(sender, transaction.nonce()).add(Gas.maxCost(transaction));
        if (account.wei().compareTo(cost) < 0) {
            return Optional.of("insufficient funds for gas * price + value: balance " + account.wei() + ", tx cost "
                    + cost + ", overshot " + cost.subtract(account.wei()));
        }
        return replaced.isEmpty() && waiting.size() >= MAX_TRANSACTIONS
                ? Optional.of("txpool is full")
                : Optional.empty();
    }

    private static boolean outbids(Transaction offer, Transaction old) {
        return offer.maxFeePerGas()
                                .multiply(PERCENT)
                                .compareTo(old.maxFeePerGas().multiply(REPLACEMENT_PERCENT))
                        >= 0
                && offer.maxPriorityFeePerGas()
                                .multiply(PERCENT)
                                .compareTo(old.maxPriorityFeePerGas().multiply(REPLACEMENT_PERCENT))
                        >= 0;
    }

    private Optional<Transaction> sameNonce(Transaction transaction, Address sender) {
        return waiting.values().stream()
                .filter(each ->
                        each.sender().equals(sender) && each.transaction().nonce() == transaction.nonce())
                .map(Waiting::transaction)
                .findFirst();
    }

    private BigInteger costOfOthers(Address sender, long nonce) {
        return waiting.values().stream()
                .filter(each ->
                        each.sender().equals(sender) && each.transaction().nonce() != nonce)
                .map(each -> Gas.maxCost(each.transaction()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Fills a block in order of arrival, round after round while nonces open; forgets what can never be included. */
    void fill(BlockBuilder block) {
        List<Waiting> candidates = new ArrayList<>(waiting.values());
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Iterator<Waiting> each = candidates.iterator(); each.hasNext(); ) {
                Waiting candidate = each.next();
                Execution.Fit fit = block.add(candidate.transaction(), candidate.sender());
                if (fit != Execution.Fit.WAITS) {
                    each.remove();
                    progress |= fit == Execution.Fit.FITS;
                }
            }
        }
        waiting.values().retainAll(candidates);
    }

    Optional<Waiting> find(Hash32 hash) {
        return Optional.ofNullable(waiting.get(hash));
    }

    /** The nonce that follows the state's and every waiting one without a gap. */
    long pendingNonce(Address sender, long stateNonce) {
        long nonce = stateNonce;
        List<Long> nonces = waiting.values().stream()
                .filter(each -> each.sender().equals(sender))
                .map(each -> each.transaction().nonce())
                .sorted()
                .toList();
        for (long each : nonces) {
            nonce = each == nonce ? nonce + 1 : nonce;
        }
        return nonce;
    }
}
