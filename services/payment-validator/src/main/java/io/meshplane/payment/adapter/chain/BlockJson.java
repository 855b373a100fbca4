package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Receipt;
import io.meshplane.payment.domain.chain.ChainLink;
import io.meshplane.payment.domain.chain.ChainProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Blocks and receipts from the JSON of the Ethereum JSON-RPC specification, total: told, garbled or unsupported. What a node
 * says in words (sender, bloom, hashes) is not taken over; it follows from the bytes.
 */
final class BlockJson {
    private static final int TYPE_MAX = 0x7f;
    private static final int EVIDENCE_CHARS_MAX = 64 << 10;

    /** The place of a block in the chain; of a chain with such a profile only if its header hashes to its hash. */
    static Answer<ChainLink> link(JsonNode json, ChainProfile profile) {
        return total(() -> switch (profile) {
            case ETH_MPT -> proven(object(json));
            case QUORUM_ONLY -> new Answer.Told<>(told(object(json)));
        });
    }

    private static Answer<ChainLink> proven(JsonFields fields) throws MalformedChainDataException {
        ChainLink told = told(fields);
        Hash32 hash = header(fields).hash();
        return hash.equals(told.hash())
                ? new Answer.Told<>(told)
                : new Answer.Misfit<>(told.height(), "header does not hash to its hash", evidence(fields.object()));
    }

    private static String evidence(JsonNode header) {
        String text = header.toString();
        return text.substring(0, Math.min(text.length(), EVIDENCE_CHARS_MAX));
    }

    private static ChainLink told(JsonFields fields) throws MalformedChainDataException {
        return new ChainLink(fields.number("number"), fields.hash("hash"), fields.hash("parentHash"));
    }

    /** The block again, not checked, and the transactions' bytes. */
    static Answer<BlockBody> body(JsonNode block, JsonNode receipts, ChainProfile profile) {
        return total(() -> {
            JsonFields fields = object(block);
            Optional<BlockHeader> header =
                    profile == ChainProfile.ETH_MPT ? Optional.of(header(fields)) : Optional.empty();
            List<Bytes> transactions = new ArrayList<>();
            for (JsonFields transaction : fields.list("transactions", each -> each)) {
                int type = type(transaction);
                if (!TransactionJson.knows(type)) return new Answer.Unsupported<>("transaction type " + type);
                transactions.add(TransactionJson.read(type, transaction).encode());
            }
            return new Answer.Told<>(
                    new BlockBody(told(fields), header, transactions, JsonFields.listOf(receipts, BlockJson::receipt)));
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
