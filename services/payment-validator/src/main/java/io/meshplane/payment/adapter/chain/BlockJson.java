package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks and receipts from the JSON of the Ethereum JSON-RPC specification, total: told, garbled or unsupported. What a node
 * says in words (sender, bloom, hashes) is not taken over; it follows from the bytes.
 */
final class BlockJson {
    private static final int TYPE_MAX = 0x7f;

    /** A header whose own hash is the one the node gives it. */
    static Answer<BlockHeader> header(JsonNode json) {
        return total(() -> {
            JsonFields fields = object(json);
            BlockHeader header = header(fields);
            return header.hash().equals(fields.hash("hash"))
                    ? new Answer.Told<>(header)
                    : new Answer.Garbled<>("header does not hash to its hash");
        });
    }

    /** The header again, not checked, and the transactions' bytes. */
    static Answer<BlockBody> body(JsonNode block, JsonNode receipts) {
        return total(() -> {
            JsonFields fields = object(block);
            BlockHeader header = header(fields);
            List<Bytes> transactions = new ArrayList<>();
            for (JsonFields transaction : fields.list("transactions", each -> each)) {
                int type = type(transaction);
                if (!TransactionJson.knows(type)) return new Answer.Unsupported<>("transaction type " + type);
                transactions.add(TransactionJson.read(type, transaction).encode());
            }
            return new Answer.Told<>(
                    new BlockBody(header, transactions, JsonFields.listOf(receipts, BlockJson::receipt)));
        });
    }

    private interface Reading<T> {
        Answer<T> read() throws MalformedChainDataException;
    }

    private static <T> Answer<T> total(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MalformedChainDataException | IllegalArgumentException e) {
            return new Answer.Garbled<>(String.valueOf(e.getMessage()));
        }
    }

    private static JsonFields object(JsonNode json) throws MalformedChainDataException {
        if (!json.isObject()) throw new MalformedChainDataException("no object");
        return new JsonFields(json);
    }

    private static int type(JsonFields fields) throws MalformedChainDataException {
        return fields.has("type") ? fields.small("type") : 0; // older nodes leave it out
    }

    private static BlockHeader header(JsonFields fields) throws MalformedChainDataException {
        return new BlockHeader(
                fields.hash("parentHash"),
                fields.hash("sha3Uncles"),
                fields.address("miner"),
                fields.hash("stateRoot"),
                fields.hash("transactionsRoot"),
                fields.hash("receiptsRoot"),
                new LogsBloom(fields.data("logsBloom")),
                fields.integer("difficulty"),
                fields.number("number"),
                fields.number("gasLimit"),
                fields.number("gasUsed"),
                fields.number("timestamp"),
                fields.data("extraData"),
                fields.hash("mixHash"),
                fields.data("nonce"),
                fields.integerOrNull("baseFeePerGas"),
                fields.hashOrNull("withdrawalsRoot"),
                fields.numberOrNull("blobGasUsed"),
                fields.numberOrNull("excessBlobGas"),
                fields.hashOrNull("parentBeaconBlockRoot"),
                fields.hashOrNull("requestsHash"));
    }

    private static Receipt receipt(JsonFields fields) throws MalformedChainDataException {
        int type = type(fields);
        if (type > TYPE_MAX) throw new MalformedChainDataException("receipt type " + type);
        int status = fields.small("status");
        if (status > 1) throw new MalformedChainDataException("receipt status is neither 0 nor 1");
        return new Receipt(type, status == 1, fields.number("cumulativeGasUsed"), fields.list("logs", BlockJson::log));
    }

    private static EventLog log(JsonFields fields) throws MalformedChainDataException {
        return new EventLog(fields.address("address"), fields.hashes("topics"), fields.data("data"));
    }

    private BlockJson() {}
}
