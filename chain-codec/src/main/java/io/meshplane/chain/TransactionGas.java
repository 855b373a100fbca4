package io.meshplane.chain;

import java.util.Optional;

/** What the gas that a transaction used tells of it. */
public final class TransactionGas {
    /** A transaction's own cost; more is paid for data, access lists and code (yellow paper, appendix G). */
    private static final long BARE_TRANSFER = 21_000;

    /**
     * Whether code ran that may have sent coin on. None did where the gas is what a bare transfer costs; the trusted token's own
     * code logs what it moves.
     *
     * @param used by this transaction alone
     * @param token that is trusted, if any
     */
    public static boolean mayHaveRunForeignCode(Transaction transaction, long used, Optional<Address> token) {
        boolean toToken =
                transaction.receiver().isPresent() && transaction.receiver().equals(token);
        return used != BARE_TRANSFER && !toToken;
    }

    private TransactionGas() {}
}
