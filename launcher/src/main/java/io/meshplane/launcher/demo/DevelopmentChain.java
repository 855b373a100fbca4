package io.meshplane.launcher.demo;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Wallet;
import io.meshplane.launcher.Http;
import io.meshplane.launcher.Http.Answer;
import io.meshplane.launcher.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The development chain through one of its nodes, by JSON-RPC, as any wallet would. */
record DevelopmentChain(World world) {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long TRANSFER_GAS = 21_000;

    /** Account 1, which holds coins from the first block on; everybody knows its key. */
    static Wallet rich() {
        return Wallet.of(Keccak256.hash("meshplane dev account 1"));
    }

    /** A wallet that nobody else has. */
    static Wallet newWallet() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        key[0] = 0; // surely below the group's order
        return Wallet.of(new Hash32(Bytes.of(key)));
    }

    /**
     * Signs a transfer of coins and hands it to node a.
     *
     * @return the transaction's hash
     */
    String pay(Wallet payer, Address payee, BigInteger wei) throws IOException {
        BigInteger gasPrice = quantity(call("a", "eth_gasPrice", ""));
        long nonce = quantity(call("a", "eth_getTransactionCount", "\"" + payer.address() + "\",\"pending\""))
                .longValueExact();
        DynamicFeeTransaction transfer = new DynamicFeeTransaction(
                World.CHAIN_ID,
                nonce,
                BigInteger.ONE,
                gasPrice.multiply(BigInteger.TWO).add(BigInteger.TWO),
                TRANSFER_GAS,
                payee,
                wei,
                Bytes.EMPTY,
                List.of(),
                Signature.UNSIGNED);
        String raw = payer.sign(transfer).encode().toHex();
        return call("a", "eth_sendRawTransaction", Json.quote(raw)).plain();
    }

    BigInteger balance(Address holder) throws IOException {
        return quantity(call("a", "eth_getBalance", "\"" + holder + "\",\"latest\""));
    }

    /** Makes a node fail its clients in one of its ways: lie, hang and others. */
    void setFault(String node, String kind) throws IOException {
        call(node, "dev_setFault", "{\"kind\":" + Json.quote(kind) + "}");
    }

    void clearFaults(String node) throws IOException {
        call(node, "dev_clearFault", "");
    }

    private Json call(String node, String method, String params) throws IOException {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + Json.quote(method) + ",\"params\":[" + params + "]}";
        Answer answer = Http.send(
                "POST",
                world.url("chain-" + node),
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                LIMIT);
        Json json = World.expect(200, answer, method + " of node " + node);
        return json.get("result")
                .orElseThrow(() -> new IOException(method + " of node " + node + ": " + answer.body()));
    }

    private static BigInteger quantity(Json hex) {
        return new BigInteger(hex.plain().substring(2), 16);
    }
}
