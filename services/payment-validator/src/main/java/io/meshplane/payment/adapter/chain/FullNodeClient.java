package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.payment.domain.chain.ChainLink;
import io.meshplane.payment.domain.chain.ChainProfile;
import io.meshplane.payment.domain.chain.FullNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * One full node, for virtual threads. It is asked for whole blocks only, never by transaction hash: after a reorganisation honest
 * nodes answer those from a stale index.
 */
public final class FullNodeClient {
    private final FullNode node;
    private final ChainProfile profile;
    private final JsonRpc rpc;

    /** @param deadline of every request, its body included */
    public FullNodeClient(FullNode node, ChainProfile profile, URI endpoint, HttpClient http, Duration deadline) {
        this.node = node;
        this.profile = profile;
        this.rpc = new JsonRpc(http, endpoint, deadline);
    }

    public FullNode node() {
        return node;
    }

    /** The chain that it serves (EIP-155). */
    public Answer<Long> chainId() {
        return rpc.call(JsonRpc.WORD_BYTES_MAX, "eth_chainId").then(FullNodeClient::number);
    }

    /** Whether it says that it is syncing; nodes name how far they are while they are. */
    public Answer<Boolean> isSyncing() {
        return rpc.call(JsonRpc.WORD_BYTES_MAX, "eth_syncing")
                .then(json -> json.isBoolean() || json.isObject()
                        ? new Answer.Told<>(json.isObject() || json.booleanValue())
                        : new Answer.Garbled<>("eth_syncing is neither a flag nor an object"));
    }

    /** Its newest header. */
    public Answer<ChainLink> latest() {
        return rpc.call(JsonRpc.HEADER_BYTES_MAX, "eth_getBlockByNumber", "latest", false)
                .then(json -> BlockJson.link(json, profile));
    }

    /** The newest header that it calls finalized. Not every node knows the tag. */
    public Answer<ChainLink> finalized() {
        return rpc.call(JsonRpc.HEADER_BYTES_MAX, "eth_getBlockByNumber", "finalized", false)
                .then(json -> BlockJson.link(json, profile));
    }

    /** The header at a height of the chain as this node sees it now. */
    public Answer<ChainLink> header(long height) {
        return rpc.call(JsonRpc.HEADER_BYTES_MAX, "eth_getBlockByNumber", HexQuantity.format(height), false)
                .then(json -> BlockJson.link(json, profile))
                .then(link -> link.height() == height
                        ? new Answer.Told<>(link)
                        : new Answer.Garbled<>("another height than asked for"));
    }

    /** A block with all its transactions and receipts, as this node tells it. */
    public Answer<BlockBody> body(Hash32 hash) {
        return rpc.call(JsonRpc.BODY_BYTES_MAX, "eth_getBlockByHash", hash.toString(), true)
                .then(block -> rpc.call(JsonRpc.BODY_BYTES_MAX, "eth_getBlockReceipts", hash.toString())
                        .then(receipts -> BlockJson.body(block, receipts, profile)));
    }

    private static Answer<Long> number(JsonNode quantity) {
        try {
            return new Answer.Told<>(HexQuantity.parseLong(quantity.asText()));
        } catch (MalformedChainDataException e) {
            return new Answer.Garbled<>(String.valueOf(e.getMessage()));
        }
    }
}
