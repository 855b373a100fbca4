package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexQuantity;
import java.util.Optional;

/** The reading methods of a node: chain, blocks, transactions, accounts. Under the driver's lock. */
final class EthMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ChainDriver driver;
    private final DevNode node;
    private final FeeMethods fees;

    EthMethods(ChainDriver driver, DevNode node) {
        this.driver = driver;
        this.node = node;
        this.fees = new FeeMethods(driver);
    }

    JsonNode call(String method, RpcParams params) throws RpcException {
        ChainView view = node.view(driver.history());
        return switch (method) {
            case "web3_clientVersion" -> JSON.textNode("meshplane-devchain/0.1.0");
            case "net_version" -> JSON.textNode(Long.toString(shownChainId()));
            case "net_listening" -> JSON.booleanNode(true);
            case "eth_chainId" -> ChainJson.quantity(shownChainId());
            case "eth_accounts" -> JSON.arrayNode();
            case "eth_syncing" -> syncing(view);
            case "eth_blockNumber" -> ChainJson.quantity(view.height());
            case "eth_getBlockByNumber" -> block(params.block(0, view), params.flag(1));
            case "eth_getBlockByHash" -> block(view.block(params.hash(0)), params.flag(1));
            case "eth_getBlockReceipts" -> blockReceipts(params, view);
            case "eth_getTransactionByHash" -> transaction(params.hash(0), view);
            case "eth_getTransactionReceipt" -> receipt(params.hash(0), view);
            case "eth_getBalance" ->
                ChainJson.quantity(
                        state(params, view).account(params.address(0)).wei());
            case "eth_getTransactionCount" -> transactionCount(params, view);
            case "eth_getCode" ->
                JSON.textNode(params.address(0).equals(DevToken.ADDRESS) ? DevToken.CODE.toHex() : "0x");
            default -> fees.call(method, params, view);
        };
    }

    private long shownChainId() {
        return node.fault(Fault.WrongChainId.class)
                .map(Fault.WrongChainId::chainId)
                .orElse(driver.config().chainId());
    }

    private JsonNode syncing(ChainView view) {
        if (node.fault(Fault.Syncing.class).isEmpty()) {
            return JSON.booleanNode(false);
        }
        return JSON.objectNode()
                .put("startingBlock", "0x0")
                .put("currentBlock", HexQuantity.format(view.height()))
                .put("highestBlock", HexQuantity.format(driver.history().height()));
    }

    private static JsonNode block(Optional<SealedBlock> block, boolean full) {
        return block.<JsonNode>map(each -> ChainJson.block(each, full)).orElse(NullNode.instance);
    }

    private static JsonNode blockReceipts(RpcParams params, ChainView view) throws RpcException {
        boolean byHash = params.value(0).asText().length() == 66;
        Optional<SealedBlock> block = byHash ? view.block(params.hash(0)) : params.block(0, view);
        if (block.isEmpty()) {
            return NullNode.instance;
        }
        ArrayNode receipts = JSON.arrayNode();
        block.get().transactions().forEach(each -> receipts.add(ChainJson.receipt(block.get(), each)));
        return receipts;
    }

    private JsonNode transaction(Hash32 hash, ChainView view) {
        Optional<ObjectNode> included =
                view.transaction(hash).map(place -> ChainJson.transaction(place.block(), place.transaction()));
        return included.<JsonNode>map(each -> each)
                .or(() -> driver.pool()
                        .find(hash)
                        .map(waiting -> ChainJson.transaction(waiting.transaction(), waiting.sender())))
                .orElse(NullNode.instance);
    }

    private static JsonNode receipt(Hash32 hash, ChainView view) {
        return view.transaction(hash)
                .<JsonNode>map(place -> ChainJson.receipt(place.block(), place.transaction()))
                .orElse(NullNode.instance);
    }

    private JsonNode transactionCount(RpcParams params, ChainView view) throws RpcException {
        Address address = params.address(0);
        long nonce = state(params, view).account(address).nonce();
        boolean pending = params.optional(1).map(JsonNode::asText).orElse("").equals("pending");
        return ChainJson.quantity(pending ? driver.pool().pendingNonce(address, nonce) : nonce);
    }

    /** The state after the block that the second parameter names. */
    static WorldState state(RpcParams params, ChainView view) throws RpcException {
        SealedBlock block = params.block(1, view)
                .orElseThrow(() -> new RpcException(RpcException.SERVER_ERROR, "header not found"));
        return view.stateAfter(block);
    }
}
