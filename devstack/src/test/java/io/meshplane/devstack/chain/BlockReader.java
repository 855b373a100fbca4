package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.AccessListEntry;
import io.meshplane.chain.AccessListTransaction;
import io.meshplane.chain.Address;
import io.meshplane.chain.Authorization;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.BlockProof;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexData;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Proof;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.SetCodeTransaction;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rebuilds blocks from a node's JSON, as a client that trusts nothing does. */
final class BlockReader {
    private BlockReader() {}

    /** Fetches a block and its receipts and proves them against the hash that the node claims. */
    static Proof prove(RpcClient node, String numberOrTag)
            throws IOException, InterruptedException, MalformedChainDataException {
        JsonNode block = node.call("eth_getBlockByNumber", numberOrTag, true);
        JsonNode receipts =
                node.call("eth_getBlockReceipts", block.get("number").asText());
        return prove(block, receipts);
    }

    static Proof prove(JsonNode block, JsonNode receipts) throws MalformedChainDataException {
        List<Bytes> transactions = new ArrayList<>();
        for (JsonNode each : block.get("transactions")) {
            transactions.add(transaction(each).encode());
        }
        List<Receipt> rebuilt = new ArrayList<>();
        for (JsonNode each : receipts) {
            rebuilt.add(receipt(each));
        }
        return BlockProof.prove(header(block), transactions, rebuilt, hash(block, "hash"));
    }

    static BlockHeader header(JsonNode json) throws MalformedChainDataException {
        return new BlockHeader(
                hash(json, "parentHash"),
                hash(json, "sha3Uncles"),
                address(json, "miner"),
                hash(json, "stateRoot"),
                hash(json, "transactionsRoot"),
                hash(json, "receiptsRoot"),
                new LogsBloom(data(json, "logsBloom")),
                integer(json, "difficulty"),
                number(json, "number"),
                number(json, "gasLimit"),
                number(json, "gasUsed"),
                number(json, "timestamp"),
                data(json, "extraData"),
                hash(json, "mixHash"),
                data(json, "nonce"),
                json.hasNonNull("baseFeePerGas") ? integer(json, "baseFeePerGas") : null,
                json.hasNonNull("withdrawalsRoot") ? hash(json, "withdrawalsRoot") : null,
                json.hasNonNull("blobGasUsed") ? Long.valueOf(number(json, "blobGasUsed")) : null,
                json.hasNonNull("excessBlobGas") ? Long.valueOf(number(json, "excessBlobGas")) : null,
                json.hasNonNull("parentBeaconBlockRoot") ? hash(json, "parentBeaconBlockRoot") : null,
                json.hasNonNull("requestsHash") ? hash(json, "requestsHash") : null);
    }

    static Transaction transaction(JsonNode json) throws MalformedChainDataException {
        int type = (int) number(json, "type");
        return switch (type) {
            case 0 -> legacy(json);
            case 1 ->
                new AccessListTransaction(
                        number(json, "chainId"),
                        number(json, "nonce"),
                        integer(json, "gasPrice"),
                        number(json, "gas"),
                        receiver(json),
                        integer(json, "value"),
                        data(json, "input"),
                        accessList(json),
                        signature(json));
            case 2 ->
                new DynamicFeeTransaction(
                        number(json, "chainId"),
                        number(json, "nonce"),
                        integer(json, "maxPriorityFeePerGas"),
                        integer(json, "maxFeePerGas"),
                        number(json, "gas"),
                        receiver(json),
                        integer(json, "value"),
                        data(json, "input"),
                        accessList(json),
                        signature(json));
            case 4 -> setCode(json);
            default -> throw new AssertionError("type " + type);
        };
    }

    private static LegacyTransaction legacy(JsonNode json) throws MalformedChainDataException {
        BigInteger v = integer(json, "v");
        boolean bound = v.intValueExact() >= 35;
        int parity = bound ? v.subtract(BigInteger.valueOf(35)).intValueExact() & 1 : v.intValueExact() - 27;
        return new LegacyTransaction(
                bound ? Long.valueOf((v.longValueExact() - 35) / 2) : null,
                number(json, "nonce"),
                integer(json, "gasPrice"),
                number(json, "gas"),
                receiver(json),
                integer(json, "value"),
                data(json, "input"),
                new Signature(parity, integer(json, "r"), integer(json, "s")));
    }

    private static SetCodeTransaction setCode(JsonNode json) throws MalformedChainDataException {
        List<Authorization> authorizations = new ArrayList<>();
        for (JsonNode each : json.get("authorizationList")) {
            authorizations.add(new Authorization(
                    integer(each, "chainId"),
                    address(each, "address"),
                    number(each, "nonce"),
                    (int) number(each, "yParity"),
                    integer(each, "r"),
                    integer(each, "s")));
        }
        return new SetCodeTransaction(
                number(json, "chainId"),
                number(json, "nonce"),
                integer(json, "maxPriorityFeePerGas"),
                integer(json, "maxFeePerGas"),
                number(json, "gas"),
                address(json, "to"),
                integer(json, "value"),
                data(json, "input"),
                accessList(json),
                authorizations,
                signature(json));
    }

    private static List<AccessListEntry> accessList(JsonNode json) throws MalformedChainDataException {
        List<AccessListEntry> entries = new ArrayList<>();
        for (JsonNode each : json.get("accessList")) {
            List<Hash32> keys = new ArrayList<>();
            for (JsonNode key : each.get("storageKeys")) {
                keys.add(Hash32.parse(key.asText()));
            }
            entries.add(new AccessListEntry(address(each, "address"), keys));
        }
        return entries;
    }

    private static Signature signature(JsonNode json) throws MalformedChainDataException {
        return new Signature((int) number(json, "yParity"), integer(json, "r"), integer(json, "s"));
    }

    static Receipt receipt(JsonNode json) throws MalformedChainDataException {
        List<EventLog> logs = new ArrayList<>();
        for (JsonNode each : json.get("logs")) {
            List<Hash32> topics = new ArrayList<>();
            for (JsonNode topic : each.get("topics")) {
                topics.add(Hash32.parse(topic.asText()));
            }
            logs.add(new EventLog(address(each, "address"), topics, data(each, "data")));
        }
        boolean succeeded = number(json, "status") == 1;
        return new Receipt((int) number(json, "type"), succeeded, number(json, "cumulativeGasUsed"), logs);
    }

    private static @Nullable Address receiver(JsonNode json) throws MalformedChainDataException {
        return json.hasNonNull("to") ? address(json, "to") : null;
    }

    static Hash32 hash(JsonNode json, String name) throws MalformedChainDataException {
        return Hash32.parse(json.get(name).asText());
    }

    private static Address address(JsonNode json, String name) throws MalformedChainDataException {
        return new Address(HexData.parse(json.get(name).asText(), Address.SIZE_BYTES));
    }

    private static Bytes data(JsonNode json, String name) throws MalformedChainDataException {
        return HexData.parse(json.get(name).asText());
    }

    private static BigInteger integer(JsonNode json, String name) throws MalformedChainDataException {
        return HexQuantity.parse(json.get(name).asText());
    }

    private static long number(JsonNode json, String name) throws MalformedChainDataException {
        return HexQuantity.parseLong(json.get(name).asText());
    }
}
