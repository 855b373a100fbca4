package io.meshplane.launcher.demo;

import io.meshplane.chain.PersonalMessage;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.WalletPledge;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import io.meshplane.launcher.Http;
import io.meshplane.launcher.Http.Answer;
import io.meshplane.launcher.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A neighbour's router, played by the demo: a key of its own that signs every request, and a wallet. */
record Router(String name, NodeKey key, Wallet wallet) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    NodeId id() {
        return NodeId.ofPublicKey(key.publicKey());
    }

    /** Asks to join, with its wallet's word that it pays for it (docs/wallet-proof.md). */
    Answer enrol(World world, String token) throws IOException {
        return enrol(world, token, wallet);
    }

    /** As {@link #enrol(World, String)}, but names any wallet, and signs with its own. */
    Answer enrol(World world, String token, Wallet named) throws IOException {
        WalletPledge pledge = new WalletPledge(named.address().toString(), id(), new NetworkId(world.fact("network")));
        String signature = wallet.sign(new PersonalMessage(pledge.text())).toHex();
        String publicKey = Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicKey());
        String body = "{\"token\":" + Json.quote(token) + ",\"name\":" + Json.quote(name) + ",\"publicKey\":"
                + Json.quote(publicKey) + ",\"paymentAddress\":"
                + Json.quote(pledge.wallet()) + ",\"paymentSignature\":" + Json.quote(signature) + "}";
        return send("POST", world.url("registry") + "/v1/enrolments", body);
    }

    /** Says that a transaction paid. */
    Answer claim(World world, String transactionHash) throws IOException {
        String body = "{\"chainId\":" + World.CHAIN_ID + ",\"transactionHash\":" + Json.quote(transactionHash) + "}";
        return send("POST", world.url("payment-validator") + "/v1/claims", body);
    }

    /** How its claim stands. */
    Json claimed(World world, String claimId) throws IOException {
        String url = world.url("payment-validator") + "/v1/claims/" + claimId;
        return World.expect(200, send("GET", url, ""), url);
    }

    private Answer send(String method, String url, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        URI uri = URI.create(url);
        Map<String, String> headers =
                new HashMap<>(RequestSignature.sign(key, id(), method, uri.getRawPath(), "", body, Instant.now()));
        if (body.length == 0) return Http.get(url, headers, LIMIT);
        headers.put("Content-Type", "application/json");
        return Http.send(method, url, headers, body, LIMIT);
    }
}
