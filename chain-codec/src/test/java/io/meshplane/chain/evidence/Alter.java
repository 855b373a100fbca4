package io.meshplane.chain.evidence;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.evidence.EvidenceBundle.Payment;
import io.meshplane.chain.evidence.EvidenceBundle.Rules;
import io.meshplane.chain.evidence.EvidenceBundle.Vote;
import java.util.ArrayList;
import java.util.List;

/** The same bundle but for one thing. */
final class Alter {
    static EvidenceBundle headers(EvidenceBundle of, List<Bytes> headers) {
        return with(of, of.chainId(), of.transaction(), of.position(), headers, of.payments(), of.rules(), of.votes());
    }

    static EvidenceBundle transactionProof(EvidenceBundle of, List<Bytes> proof) {
        return new EvidenceBundle(
                of.network(),
                of.chainId(),
                of.transaction(),
                of.position(),
                of.headers(),
                proof,
                of.receiptProof(),
                of.payments(),
                of.rules(),
                of.votes());
    }

    static EvidenceBundle receiptProof(EvidenceBundle of, List<Bytes> proof) {
        return new EvidenceBundle(
                of.network(),
                of.chainId(),
                of.transaction(),
                of.position(),
                of.headers(),
                of.transactionProof(),
                proof,
                of.payments(),
                of.rules(),
                of.votes());
    }

    static EvidenceBundle chainId(EvidenceBundle of, long chainId) {
        return with(of, chainId, of.transaction(), of.position(), of.headers(), of.payments(), of.rules(), of.votes());
    }

    static EvidenceBundle transaction(EvidenceBundle of, Hash32 transaction) {
        return with(of, of.chainId(), transaction, of.position(), of.headers(), of.payments(), of.rules(), of.votes());
    }

    static EvidenceBundle position(EvidenceBundle of, int position) {
        return with(of, of.chainId(), of.transaction(), position, of.headers(), of.payments(), of.rules(), of.votes());
    }

    static EvidenceBundle payments(EvidenceBundle of, List<Payment> payments) {
        return with(of, of.chainId(), of.transaction(), of.position(), of.headers(), payments, of.rules(), of.votes());
    }

    static EvidenceBundle rules(EvidenceBundle of, Rules rules) {
        return with(of, of.chainId(), of.transaction(), of.position(), of.headers(), of.payments(), rules, of.votes());
    }

    static EvidenceBundle votes(EvidenceBundle of, List<Vote> votes) {
        return with(of, of.chainId(), of.transaction(), of.position(), of.headers(), of.payments(), of.rules(), votes);
    }

    private static EvidenceBundle with(
            EvidenceBundle of,
            long chainId,
            Hash32 transaction,
            int position,
            List<Bytes> headers,
            List<Payment> payments,
            Rules rules,
            List<Vote> votes) {
        return new EvidenceBundle(
                of.network(),
                chainId,
                transaction,
                position,
                headers,
                of.transactionProof(),
                of.receiptProof(),
                payments,
                rules,
                votes);
    }

    /** Every list that differs from this one in a single bit. */
    static List<List<Bytes>> bits(List<Bytes> of) {
        List<List<Bytes>> all = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            for (int bit = 0; bit < of.get(i).size() * 8; bit++) {
                List<Bytes> altered = new ArrayList<>(of);
                altered.set(i, bit(of.get(i), bit));
                all.add(altered);
            }
        }
        return all;
    }

    static Bytes bit(Bytes of, int bit) {
        byte[] content = of.toArray();
        content[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.of(content);
    }

    private Alter() {}
}
