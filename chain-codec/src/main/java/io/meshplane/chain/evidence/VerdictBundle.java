package io.meshplane.chain.evidence;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.evidence.EvidenceBundle.Vote;
import java.util.List;
import java.util.Optional;

/**
 * All that shows why a claim was not, or is no longer, a payment. What a verdict does not rest on is empty: {@link VerdictCheck}
 * refuses a part that it would not check.
 *
 * @param conclusion any but {@link Conclusion#PAID}
 * @param payees addresses of the network; stated
 * @param token the one contract whose transfers count beside coin, if there is one; stated
 * @param receiptBefore trie nodes of the receipt before the transaction's, root first: the gas that was used up to there
 * @param claimedAt height of the chain when the claim was made, stated; -1 where no deadline passed
 * @param replacingHeaders RLP of the blocks that replaced the transaction's, lowest first
 * @param replacingVotes one for each of them; stated
 * @param shown the transaction with its proofs and blocks; where a deadline passed, its hash and the last block alone
 */
public record VerdictBundle(
        Conclusion conclusion,
        List<Address> payees,
        Optional<Address> token,
        List<Bytes> receiptBefore,
        long claimedAt,
        List<Bytes> replacingHeaders,
        List<Vote> replacingVotes,
        EvidenceBundle shown) {
    /** {@code claimedAt} where no deadline passed. */
    public static final long NO_CLAIM = -1;

    public VerdictBundle {
        payees = List.copyOf(payees);
        receiptBefore = List.copyOf(receiptBefore);
        replacingHeaders = List.copyOf(replacingHeaders);
        replacingVotes = List.copyOf(replacingVotes);
        if (conclusion == Conclusion.PAID) throw new IllegalArgumentException("a payment has a bundle of its own kind");
    }

    /** A transaction that failed, or that is bound to no chain: its block tells all. */
    public static VerdictBundle of(Conclusion conclusion, EvidenceBundle shown) {
        return new VerdictBundle(
                conclusion, List.of(), Optional.empty(), List.of(), NO_CLAIM, List.of(), List.of(), shown);
    }

    /** A transaction that paid none of these, or none that can be proven. */
    public static VerdictBundle paidNoneOf(
            List<Address> payees,
            Optional<Address> token,
            Conclusion conclusion,
            List<Bytes> receiptBefore,
            EvidenceBundle shown) {
        return new VerdictBundle(conclusion, payees, token, receiptBefore, NO_CLAIM, List.of(), List.of(), shown);
    }

    /** A payment whose block was replaced. */
    public static VerdictBundle reversed(EvidenceBundle fallen, List<Bytes> headers, List<Vote> votes) {
        return new VerdictBundle(
                Conclusion.REVERSED, List.of(), Optional.empty(), List.of(), NO_CLAIM, headers, votes, fallen);
    }

    /** A transaction that did not come in time. */
    public static VerdictBundle expired(long claimedAt, EvidenceBundle lastBlock) {
        return new VerdictBundle(
                Conclusion.EXPIRED, List.of(), Optional.empty(), List.of(), claimedAt, List.of(), List.of(), lastBlock);
    }
}
