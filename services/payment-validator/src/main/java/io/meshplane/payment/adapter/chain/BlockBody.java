package io.meshplane.payment.adapter.chain;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Receipt;
import io.meshplane.payment.domain.chain.ChainLink;
import java.util.List;
import java.util.Optional;

/**
 * A block as a node tells it: nothing of it is believed before it is proven, or told alike by a quorum.
 *
 * @param header empty where the chain's profile has no use for it
 */
public record BlockBody(
        ChainLink link, Optional<BlockHeader> header, List<Bytes> transactions, List<Receipt> receipts) {
    private static final int EVIDENCE_CHARS_MAX = 1 << 20;

    public BlockBody {
        transactions = List.copyOf(transactions);
        receipts = List.copyOf(receipts);
    }

    /** All of it as text from which a proof can be repeated: RLP in hex, line by line; of a very large body the beginning. */
    public String evidence() {
        StringBuilder text = new StringBuilder();
        header.ifPresent(each -> line(text, "header", each.encode()));
        transactions.forEach(each -> line(text, "transaction", each));
        receipts.forEach(each -> line(text, "receipt", each.encode()));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, Bytes rlp) {
        if (text.length() + 2 * rlp.size() > EVIDENCE_CHARS_MAX) return;
        text.append(what).append(' ').append(rlp.toHex()).append('\n');
    }
}
