package io.meshplane.devstack.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Transaction;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What a transaction does to the state. There is no virtual machine: coin moves, and the one token's transfer is known. */
final class Execution {
    private Execution() {}

    /**
     * @param gasUsed of this transaction alone
     */
    record Result(boolean succeeded, long gasUsed, List<EventLog> logs) {}

    /** Whether a transaction can stand at a place in a block. */
    enum Fit {
        FITS,
        /** Perhaps in a later block. */
        WAITS,
        /** Its nonce is used, or its sender cannot pay. */
        NEVER
    }

    static Fit fit(Transaction transaction, Address sender, WorldState.Draft state, BigInteger baseFee, long gasLeft) {
        WorldState.Account account = state.account(sender);
        if (transaction.nonce() < account.nonce()) {
            return Fit.NEVER;
        }
        boolean early = transaction.nonce() > account.nonce();
        boolean cheap = transaction.maxFeePerGas().compareTo(baseFee) < 0;
        if (early || cheap || transaction.gasLimit() > gasLeft) {
            return Fit.WAITS;
        }
        return account.wei().compareTo(Gas.maxCost(transaction)) < 0 ? Fit.NEVER : Fit.FITS;
    }

    /** Applies a transaction that fits: moves value, pays gas, counts the nonce. */
    static Result apply(Transaction transaction, Address sender, WorldState.Draft state, BigInteger baseFee) {
        state.useNonce(sender);
        Result result = run(transaction, sender, state);
        BigInteger gasUsed = BigInteger.valueOf(result.gasUsed());
        BigInteger price = transaction.effectiveGasPrice(baseFee);
        state.addWei(sender, price.multiply(gasUsed).negate());
        // the base fee is burnt (EIP-1559)
        state.addWei(Genesis.BENEFICIARY, price.subtract(baseFee).multiply(gasUsed));
        return result;
    }

    private static Result run(Transaction transaction, Address sender, WorldState.Draft state) {
        Address receiver = transaction.receiver().orElseThrow();
        if (receiver.equals(DevToken.ADDRESS)) {
            return runToken(transaction, sender, state);
        }
        state.addWei(sender, transaction.value().negate());
        state.addWei(receiver, transaction.value());
        return new Result(true, gasUsed(transaction, 0), List.of());
    }

    private static Result runToken(Transaction transaction, Address sender, WorldState.Draft state) {
        Optional<Erc20.TransferCall> call = Erc20.decodeTransferCall(transaction.data());
        boolean covered = call.isPresent()
                && transaction.value().signum() == 0
                && state.tokenUnits(sender).compareTo(call.get().amount()) >= 0;
        if (!covered) {
            return new Result(false, gasUsed(transaction, Gas.TOKEN_REVERT), List.of());
        }
        if (Gas.intrinsic(transaction) + Gas.TOKEN_TRANSFER > transaction.gasLimit()) {
            return new Result(false, transaction.gasLimit(), List.of());
        }
        Erc20.TransferCall transfer = call.get();
        state.addTokenUnits(sender, transfer.amount().negate());
        state.addTokenUnits(transfer.to(), transfer.amount());
        EventLog log =
                Erc20.transferLog(new Erc20.Transfer(DevToken.ADDRESS, sender, transfer.to(), transfer.amount()));
        return new Result(true, gasUsed(transaction, Gas.TOKEN_TRANSFER), List.of(log));
    }

    private static long gasUsed(Transaction transaction, long executionGas) {
        long used = Math.max(Gas.intrinsic(transaction) + executionGas, Gas.floor(transaction.data()));
        return Math.min(used, transaction.gasLimit());
    }
}
