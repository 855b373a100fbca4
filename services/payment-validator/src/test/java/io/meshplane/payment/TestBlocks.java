package io.meshplane.payment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.payment.domain.chain.ChainLink;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Blocks with true roots and hashes, and their JSON. */
public final class TestBlocks {
    public static final long CHAIN = 7357;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A transaction with what became of it. */
    public record Mined(Transaction transaction, boolean succeeded, List<EventLog> logs) {
        public static Mined ok(Transaction transaction) {
            return new Mined(transaction, true, List.of());
        }
    }

    /** A block with its body. */
    public record Block(BlockHeader header, List<Mined> mined) {
        public Hash32 hash() {
            return header.hash();
        }

        public ChainLink link() {
            return new ChainLink(header.number(), hash(), header.parentHash());
        }

        public List<Bytes> transactions() {
            return mined.stream().map(each -> each.transaction().encode()).toList();
        }

        public List<Receipt> receipts() {
            return receiptsOf(mined);
        }
    }

    public static Wallet wallet(String name) {
        return Wallet.of(Keccak256.hash(name));
    }

    /** A signed transaction of the usual kind. */
    public static DynamicFeeTransaction transfer(Wallet from, long nonce, Address to, BigInteger value, Bytes data) {
        return from.sign(new DynamicFeeTransaction(
                CHAIN,
                nonce,
                BigInteger.ONE,
                BigInteger.TEN.pow(10),
                100_000,
                to,
                value,
                data,
                List.of(),
                Signature.UNSIGNED));
    }

    /** Blocks of these bodies, the first at height 0. The note makes two chains of the same bodies differ. */
    public static List<Block> chain(String note, List<List<Mined>> bodies) {
        List<Block> blocks = new ArrayList<>();
        Hash32 parent = Hash32.ZERO;
        for (List<Mined> body : bodies) {
            Block block = block(parent, blocks.size(), note, body);
            blocks.add(block);
            parent = block.hash();
        }
        return blocks;
    }

    public static Block block(Hash32 parent, long number, String note, List<Mined> mined) {
        List<Receipt> receipts = receiptsOf(mined);
        Hash32 none = MerklePatriciaTrie.orderedRoot(List.of());
        BlockHeader header = new BlockHeader(
                parent,
                BlockHeader.NO_OMMERS,
                Address.ZERO,
                Keccak256.hash("state"),
                MerklePatriciaTrie.orderedRoot(
                        mined.stream().map(each -> each.transaction().encode()).toList()),
                MerklePatriciaTrie.orderedRoot(
                        receipts.stream().map(Receipt::encode).toList()),
                receipts.stream().map(Receipt::bloom).reduce(LogsBloom.EMPTY, LogsBloom::or),
                BigInteger.ZERO,
                number,
                30_000_000,
                mined.size() * 21_000L,
                1_000 + number,
                Bytes.of(note.getBytes(StandardCharsets.US_ASCII)),
                Hash32.ZERO,
                Bytes.of(new byte[8]),
                BigInteger.ONE,
                none,
                0L,
                0L,
                Hash32.ZERO,
                Hash32.ZERO);
        return new Block(header, List.copyOf(mined));
    }

    private static List<Receipt> receiptsOf(List<Mined> mined) {
        List<Receipt> receipts = new ArrayList<>();
        for (Mined each : mined) {
            long gas = (receipts.size() + 1) * 21_000L;
            receipts.add(new Receipt(each.transaction().type(), each.succeeded(), gas, each.logs()));
        }
        return receipts;
    }

    public static ObjectNode blockJson(Block block) {
        BlockHeader header = block.header();
        ObjectNode json = JSON.objectNode()
                .put("hash", header.hash().toString())
                .put("number", HexQuantity.format(header.number()))
                .put("parentHash", header.parentHash().toString())
                .put("sha3Uncles", header.ommersHash().toString())
                .put("miner", header.beneficiary().toLowerHex())
                .put("stateRoot", header.stateRoot().toString())
                .put("transactionsRoot", header.transactionsRoot().toString())
                .put("receiptsRoot", header.receiptsRoot().toString())
                .put("logsBloom", header.logsBloom().bytes().toHex())
                .put("difficulty", "0x0")
                .put("gasLimit", HexQuantity.format(header.gasLimit()))
                .put("gasUsed", HexQuantity.format(header.gasUsed()))
                .put("timestamp", HexQuantity.format(header.timestampSeconds()))
                .put("extraData", header.extraData().toHex())
                .put("mixHash", header.mixHash().toString())
                .put("nonce", header.nonce().toHex())
                .put("baseFeePerGas", "0x1")
                .put("withdrawalsRoot", Objects.toString(header.withdrawalsRoot()))
                .put("blobGasUsed", "0x0")
                .put("excessBlobGas", "0x0")
                .put("parentBeaconBlockRoot", Hash32.ZERO.toString())
                .put("requestsHash", Hash32.ZERO.toString());
        ArrayNode transactions = json.putArray("transactions");
        block.mined().forEach(each -> transactions.add(transactionJson(each.transaction())));
        return json;
    }

    private static ObjectNode transactionJson(Transaction transaction) {
        ObjectNode json = JSON.objectNode()
                .put("type", HexQuantity.format(transaction.type()))
                .put("nonce", HexQuantity.format(transaction.nonce()))
                .put("gas", HexQuantity.format(transaction.gasLimit()))
                .put("to", transaction.receiver().map(Address::toLowerHex).orElse(null))
                .put("value", HexQuantity.format(transaction.value()))
                .put("input", transaction.data().toHex())
                .put("r", HexQuantity.format(transaction.signature().r()))
                .put("s", HexQuantity.format(transaction.signature().s()))
                .put("gasPrice", HexQuantity.format(transaction.maxFeePerGas()));
        if (transaction instanceof LegacyTransaction legacy) return json.put("v", HexQuantity.format(legacy.v()));
        json.putArray("accessList");
        return json.put("chainId", HexQuantity.format(CHAIN))
                .put("maxFeePerGas", HexQuantity.format(transaction.maxFeePerGas()))
                .put("maxPriorityFeePerGas", HexQuantity.format(transaction.maxPriorityFeePerGas()))
                .put("v", HexQuantity.format(transaction.signature().yParity()));
    }

    public static ArrayNode receiptsJson(Block block) {
        ArrayNode all = JSON.arrayNode();
        for (Receipt receipt : block.receipts()) {
            ObjectNode json = all.addObject()
                    .put("type", HexQuantity.format(receipt.type()))
                    .put("status", receipt.succeeded() ? "0x1" : "0x0")
                    .put("cumulativeGasUsed", HexQuantity.format(receipt.cumulativeGasUsed()))
                    .put("blockTimestamp", 5); // anvil adds this, as a number
            ArrayNode logs = json.putArray("logs");
            receipt.logs().forEach(log -> {
                ObjectNode entry = logs.addObject()
                        .put("address", log.address().toLowerHex())
                        .put("data", log.data().toHex());
                ArrayNode topics = entry.putArray("topics");
                log.topics().forEach(topic -> topics.add(topic.toString()));
            });
        }
        return all;
    }

    private TestBlocks() {}
}
