package io.meshplane.payment.adapter.chain;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Receipt;
import java.util.List;

/** A block as a node tells it: nothing of it is believed before it is proven. */
public record BlockBody(BlockHeader header, List<Bytes> transactions, List<Receipt> receipts) {
    public BlockBody {
        transactions = List.copyOf(transactions);
        receipts = List.copyOf(receipts);
    }
}
