package io.meshplane.chain.evidence;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import java.util.Optional;

/** Verifies a bundle without any node: a total function of its bytes. */
public final class EvidenceCheck {
    private EvidenceCheck() {}

    /** What came of it. */
    public sealed interface Finding {
        /**
         * Every hash holds. Not: that the blocks are of the true chain; that the votes state, and any node of the reader's can say.
         *
         * @param bundle the payment's, or what the verdict's shows
         * @param verdict the verdict's, where it is none of a payment
         * @param height of the transaction's block; of the last block that it could have been in where it expired
         * @param blockHash at that height of what is said to be the true chain
         * @param newestHash of the last header of that chain
         */
        record Verified(
                EvidenceBundle bundle,
                Optional<VerdictBundle> verdict,
                long height,
                Hash32 blockHash,
                Hash32 newestHash)
                implements Finding {
            /** What it is evidence of. */
            public Conclusion conclusion() {
                return verdict.map(VerdictBundle::conclusion).orElse(Conclusion.PAID);
            }
        }

        /** It is no evidence. */
        record Refuted(Flaw flaw, String detail) implements Finding {}
    }

    /** Why a bundle is refuted: the first that holds, in this order. */
    public enum Flaw {
        MALFORMED,
        DIGEST_DIFFERS,
        /** It carries something that the verdict does not rest on, and that nobody would check. */
        PART_NOT_OF_THIS_VERDICT,
        HEADER_MALFORMED,
        HEADERS_NOT_LINKED,
        CONFIRMATIONS_MISSING,
        TRANSACTION_NOT_IN_BLOCK,
        TRANSACTION_HASH_DIFFERS,
        TRANSACTION_MALFORMED,
        CHAIN_DIFFERS,
        RECEIPT_NOT_IN_BLOCK,
        RECEIPT_MALFORMED,
        TRANSACTION_FAILED,
        /** It did not fail, as the verdict says. */
        TRANSACTION_SUCCEEDED,
        PAYMENTS_OUT_OF_ORDER,
        PAYMENT_NOT_MADE,
        /** It pays one of the payees, which the verdict denies. */
        PAYMENT_MADE,
        /** A contract ran, so that coin may have moved where no proof shows it. */
        CODE_RAN,
        /** No contract ran, so that there is nothing that could not be proven. */
        NO_CODE_RAN,
        /** The other chain is not another one at that height. */
        NOT_REPLACED,
        /** The deadline lies before the claim. */
        NOT_EXPIRED,
        RULES_UNSAFE,
        VOTE_FOR_ANOTHER_BLOCK,
        VOTES_MISSING
    }

    /** Verifies the bytes of a file. */
    public static Finding check(byte[] file) {
        return check(EvidenceJson.decode(file));
    }

    /** Verifies a text. */
    public static Finding check(String text) {
        try {
            return VerdictJson.isOne(text) ? VerdictCheck.check(text) : PaymentCheck.check(text);
        } catch (MalformedChainDataException e) {
            return new Finding.Refuted(Flaw.MALFORMED, e.getMessage());
        } catch (Proofs.RefutedException e) {
            return e.finding();
        }
    }
}
