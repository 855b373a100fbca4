package io.meshplane.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.testkit.chain.NodeRpc;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** The development chain as a payer and a saboteur see it. */
final class DevChainClient {
    static final BigInteger COIN = BigInteger.TEN.pow(18);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Wallet RICH = TestBlocks.wallet("meshplane dev account 11");

    private final List<URI> nodes;

    private DevChainClient(List<URI> nodes) {
        this.nodes = nodes;
    }

    /** The chain that the service under test follows. */
    static DevChainClient ofTheService() {
        String configured = ConfigProvider.getConfig().getValue("meshplane.chain.nodes", String.class);
        return new DevChainClient(Arrays.stream(configured.split(","))
                .map(named -> URI.create(named.substring(named.indexOf('=') + 1)))
                .toList());
    }

    /** A wallet that nobody else uses, with one coin. */
    Wallet freshWallet() {
        Wallet fresh = TestBlocks.wallet(UUID.randomUUID().toString());
        send(signed(RICH, fresh.address(), COIN, Bytes.EMPTY));
        mine(1);
        return fresh;
    }

    /** A payment that is not sent yet. */
    Transaction signed(Wallet from, Address to, BigInteger wei, Bytes data) {
        String nonce = call(0, "eth_getTransactionCount", from.address().toLowerHex(), "pending")
                .asText();
        return from.sign(new DynamicFeeTransaction(
                TestBlocks.CHAIN,
                Long.decode(nonce),
                BigInteger.ONE,
                BigInteger.TEN.pow(10),
                100_000,
                to,
                wei,
                data,
                List.of(),
                Signature.UNSIGNED));
    }

    /** Sends coin and puts it into a block. */
    Hash32 pay(Wallet from, Address to, BigInteger wei) {
        Hash32 hash = send(signed(from, to, wei, Bytes.EMPTY));
        mine(1);
        return hash;
    }

    Hash32 send(Transaction transaction) {
        call(0, "eth_sendRawTransaction", transaction.encode().toHex());
        return transaction.hash();
    }

    void mine(int blocks) {
        call(0, "dev_mine", blocks);
    }

    void reorganise(int depth) {
        call(0, "dev_reorg", depth);
    }

    long height() {
        return Long.decode(call(0, "eth_blockNumber").asText());
    }

    /** Makes one node fail, as {@code dev_setFault} describes it. */
    void fail(int node, String kind) {
        fail(node, JsonNodeFactory.instance.objectNode().put("kind", kind));
    }

    void fail(int node, ObjectNode fault) {
        call(node, "dev_setFault", fault);
    }

    void heal() {
        for (int node = 0; node < nodes.size(); node++) call(node, "dev_clearFault");
    }

    private JsonNode call(int node, String method, Object... params) {
        return new NodeRpc(nodes.get(node), LIMIT).call(method, params);
    }

    static String quantity(long value) {
        return HexQuantity.format(value);
    }
}
