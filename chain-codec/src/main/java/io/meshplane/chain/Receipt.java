package io.meshplane.chain;

import java.util.List;

/**
 * A transaction's receipt since Byzantium (EIP-658), in the envelope of EIP-2718. The bloom is computed, never taken.
 *
 * @param type the transaction's type, 0 to 127
 * @param succeeded the status: 1 when true
 * @param cumulativeGasUsed gas of this and all earlier transactions of the block
 */
public record Receipt(int type, boolean succeeded, long cumulativeGasUsed, List<EventLog> logs) {
    public Receipt {
        logs = List.copyOf(logs);
        if (type < 0 || type > 0x7f || cumulativeGasUsed < 0) {
            throw new IllegalArgumentException("receipt type " + type + ", cumulative gas " + cumulativeGasUsed);
        }
    }

    /** The filter over this receipt's logs. */
    public LogsBloom bloom() {
        return LogsBloom.of(logs);
    }

    /** The bytes in the receipts trie. */
    public Bytes encode() {
        List<RlpItem> fields = List.of(
                RlpItem.of(succeeded ? 1 : 0),
                RlpItem.of(cumulativeGasUsed),
                RlpItem.of(bloom().bytes()),
                RlpItem.listOf(logs.stream().map(EventLog::toRlp).toList()));
        return type == 0 ? Rlp.encodeList(fields) : Envelope.typed(type, fields);
    }

    /**
     * Decodes {@link #encode}'s form.
     *
     * @throws MalformedChainDataException also for a pre-Byzantium receipt and for a bloom that is not that of the logs
     */
    public static Receipt decode(Bytes encoded) throws MalformedChainDataException {
        if (encoded.isEmpty()) {
            throw new MalformedChainDataException("empty receipt");
        }
        int first = encoded.at(0);
        boolean typed = first > 0 && first < 0x80;
        RlpItem body = Rlp.decode(typed ? encoded.slice(1, encoded.size()) : encoded);
        RlpFields fields = RlpFields.of(body, 4);
        long status = fields.number();
        if (status > 1) {
            throw new MalformedChainDataException("receipt status is neither 0 nor 1");
        }
        long cumulativeGasUsed = fields.number();
        Bytes bloom = fields.bytes(LogsBloom.SIZE_BYTES);
        Receipt receipt = new Receipt(typed ? first : 0, status == 1, cumulativeGasUsed, fields.list(EventLog::read));
        if (!receipt.bloom().bytes().equals(bloom)) {
            throw new MalformedChainDataException("receipt bloom is not that of its logs");
        }
        return receipt;
    }
}
