package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.MalformedChainDataException;
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
    private final JsonRpc rpc;

    /** @param deadline of every request, its body included */
    public FullNodeClient(FullNode node, URI endpoint, HttpClient http, Duration deadline) {
        this.node = node;
        this.rpc = new JsonRpc(http, endpoint, deadline);
    }

    public FullNode node() {
        return node;
    }

    /** The chain that it serves (EIP-155). */
    public Answer<Long> chainId() {
        return rpc.call("eth_chainId").then(FullNodeClient::number);
    }

    /** Its newest header. */
    public Answer<BlockHeader> latest() {
        return rpc.call("eth_getBlockByNumber", "latest", false).then(BlockJson::header);
    }

    /** The header at a height of the chain as this node sees it now. */
    public Answer<BlockHeader> header(long height) {
        return rpc.call("eth_getBlockByNumber", HexQuantity.format(height), false)
                .then(BlockJson::header)
                .then(header -> header.number() == height
                        ? new Answer.Told<>(header)
                        : new Answer.Garbled<>("another height than asked for"));
    }

    /** A block with all its transactions and receipts, as this node tells it. */
    public Answer<BlockBody> body(Hash32 hash) {
        return rpc.call("eth_getBlockByHash", hash.toString(), true)
                .then(block -> rpc.call("eth_getBlockReceipts", hash.toString())
                        .then(receipts -> BlockJson.body(block, receipts)));
    }

    private static Answer<Long> number(JsonNode quantity) {
        try {
            return new Answer.Told<>(HexQuantity.parseLong(quantity.asText()));
        } catch (MalformedChainDataException e) {
            return new Answer.Garbled<>(String.valueOf(e.getMessage()));
        }
    }
}
