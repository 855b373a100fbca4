package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.AccessListEntry;
import io.meshplane.chain.AccessListTransaction;
import io.meshplane.chain.Address;
import io.meshplane.chain.BlobTransaction;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.SetCodeTransaction;
import io.meshplane.chain.Transaction;
import io.meshplane.devstack.chain.SealedBlock.Included;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/** Blocks, transactions and receipts in the JSON of the Ethereum JSON-RPC specification. */
final class ChainJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ChainJson() {}

    static ObjectNode block(SealedBlock block, boolean fullTransactions) {
        BlockHeader header = block.header();
        ObjectNode json = JSON.objectNode()
                .put("number", HexQuantity.format(header.number()))
                .put("hash", block.hash().toString())
                .put("parentHash", header.parentHash().toString())
                .put("nonce", header.nonce().toHex())
                .put("mixHash", header.mixHash().toString())
                .put("sha3Uncles", header.ommersHash().toString())
                .put("logsBloom", header.logsBloom().bytes().toHex())
                .put("transactionsRoot", header.transactionsRoot().toString())
                .put("stateRoot", header.stateRoot().toString())
                .put("receiptsRoot", header.receiptsRoot().toString())
                .put("miner", header.beneficiary().toLowerHex())
                .put("difficulty", HexQuantity.format(header.difficulty()))
                .put("extraData", header.extraData().toHex())
                .put("size", HexQuantity.format(size(block)))
                .put("gasLimit", HexQuantity.format(header.gasLimit()))
                .put("gasUsed", HexQuantity.format(header.gasUsed()))
                .put("timestamp", HexQuantity.format(header.timestampSeconds()))
                .put("baseFeePerGas", HexQuantity.format(block.baseFee()))
                .put("withdrawalsRoot", Objects.toString(header.withdrawalsRoot()))
                .put("blobGasUsed", "0x0")
                .put("excessBlobGas", "0x0")
                .put("parentBeaconBlockRoot", Objects.toString(header.parentBeaconBlockRoot()))
                .put("requestsHash", Objects.toString(header.requestsHash()));
        json.putArray("uncles");
        json.putArray("withdrawals");
        ArrayNode transactions = json.putArray("transactions");
        for (Included each : block.transactions()) {
            if (fullTransactions) {
                transactions.add(transaction(block, each));
            } else {
                transactions.add(each.hash().toString());
            }
        }
        return json;
    }

    /** Bytes of header and transactions, near to those of the whole block's RLP. */
    private static long size(SealedBlock block) {
        return block.header().encode().size()
                + block.transactions().stream()
                        .mapToLong(each -> each.transaction().encode().size())
                        .sum();
    }

    static ObjectNode transaction(SealedBlock block, Included included) {
        return transaction(included.transaction(), included.sender())
                .put("blockHash", block.hash().toString())
                .put("blockNumber", HexQuantity.format(block.number()))
                .put("transactionIndex", HexQuantity.format(included.index()))
                .put("gasPrice", HexQuantity.format(included.gasPrice()));
    }

    /** A transaction that is in no block yet. */
    static ObjectNode transaction(Transaction transaction, Address sender) {
        ObjectNode json = JSON.objectNode()
                .put("hash", transaction.hash().toString())
                .put("type", HexQuantity.format(transaction.type()))
                .put("from", sender.toLowerHex())
                .put("to", transaction.receiver().map(Address::toLowerHex).orElse(null))
                .put("nonce", HexQuantity.format(transaction.nonce()))
                .put("gas", HexQuantity.format(transaction.gasLimit()))
                .put("gasPrice", HexQuantity.format(transaction.maxFeePerGas()))
                .put("value", HexQuantity.format(transaction.value()))
                .put("input", transaction.data().toHex())
                .put("r", HexQuantity.format(transaction.signature().r()))
                .put("s", HexQuantity.format(transaction.signature().s()))
                .putNull("blockHash")
                .putNull("blockNumber")
                .putNull("transactionIndex");
        transaction.boundChainId().ifPresent(chainId -> json.put("chainId", HexQuantity.format(chainId)));
        return switch (transaction) {
            case LegacyTransaction legacy -> json.put("v", HexQuantity.format(legacy.v()));
            case AccessListTransaction listed -> typed(json, transaction, listed.accessList());
            case DynamicFeeTransaction dynamic -> feeCaps(typed(json, transaction, dynamic.accessList()), transaction);
            // not admitted by this chain's pool
            case BlobTransaction blob -> feeCaps(typed(json, transaction, blob.accessList()), transaction);
            case SetCodeTransaction setCode -> feeCaps(typed(json, transaction, setCode.accessList()), transaction);
        };
    }

    private static ObjectNode typed(ObjectNode json, Transaction transaction, List<AccessListEntry> accessList) {
        ArrayNode entries = json.putArray("accessList");
        for (AccessListEntry entry : accessList) {
            ArrayNode keys = entries.addObject()
                    .put("address", entry.address().toLowerHex())
                    .putArray("storageKeys");
            entry.storageKeys().forEach(key -> keys.add(key.toString()));
        }
        String parity = HexQuantity.format(transaction.signature().yParity());
        return json.put("v", parity).put("yParity", parity);
    }

    private static ObjectNode feeCaps(ObjectNode json, Transaction transaction) {
        return json.put("maxFeePerGas", HexQuantity.format(transaction.maxFeePerGas()))
                .put("maxPriorityFeePerGas", HexQuantity.format(transaction.maxPriorityFeePerGas()));
    }

    static ObjectNode receipt(SealedBlock block, Included included) {
        ObjectNode json = JSON.objectNode()
                .put("blockHash", block.hash().toString())
                .put("blockNumber", HexQuantity.format(block.number()))
                .put("transactionHash", included.hash().toString())
                .put("transactionIndex", HexQuantity.format(included.index()))
                .put("type", HexQuantity.format(included.transaction().type()))
                .put("from", included.sender().toLowerHex())
                .put(
                        "to",
                        included.transaction()
                                .receiver()
                                .map(Address::toLowerHex)
                                .orElse(null))
                .putNull("contractAddress")
                .put("status", included.receipt().succeeded() ? "0x1" : "0x0")
                .put("gasUsed", HexQuantity.format(included.gasUsed()))
                .put("cumulativeGasUsed", HexQuantity.format(included.receipt().cumulativeGasUsed()))
                .put("effectiveGasPrice", HexQuantity.format(included.gasPrice()))
                .put("logsBloom", included.receipt().bloom().bytes().toHex());
        ArrayNode logs = json.putArray("logs");
        int index = included.firstLogIndex();
        for (EventLog log : included.receipt().logs()) {
            logs.add(log(block, included, log, index++));
        }
        return json;
    }

    private static ObjectNode log(SealedBlock block, Included included, EventLog log, int index) {
        ObjectNode json = JSON.objectNode()
                .put("address", log.address().toLowerHex())
                .put("data", log.data().toHex())
                .put("blockHash", block.hash().toString())
                .put("blockNumber", HexQuantity.format(block.number()))
                .put("transactionHash", included.hash().toString())
                .put("transactionIndex", HexQuantity.format(included.index()))
                .put("logIndex", HexQuantity.format(index))
                .put("removed", false);
        ArrayNode topics = json.putArray("topics");
        log.topics().forEach(topic -> topics.add(topic.toString()));
        return json;
    }

    static JsonNode quantity(long value) {
        return JSON.textNode(HexQuantity.format(value));
    }

    static JsonNode quantity(BigInteger value) {
        return JSON.textNode(HexQuantity.format(value));
    }
}
