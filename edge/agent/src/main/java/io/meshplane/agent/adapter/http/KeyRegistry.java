package io.meshplane.agent.adapter.http;

import io.meshplane.agent.adapter.http.ControlPlane.Answer;
import io.meshplane.agent.domain.PeerLines;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.TunnelKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The registry's directory of WireGuard keys: {@code /v1/wireguard-keys} (docs/wireguard-keys.md). */
public final class KeyRegistry {
    private static final String PATH = "/v1/wireguard-keys";

    private final ControlPlane controlPlane;

    public KeyRegistry(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    /** The key that proofs are made for, 32 bytes; fails if no answer comes that is a registry's. */
    public Future<byte[]> registrar() {
        return controlPlane
                .ask(PATH + "/registrar")
                .compose(answer -> read(answer, json -> {
                    byte[] key = Base64.getDecoder().decode(json.getString("publicKey", ""));
                    if (key.length != TunnelKey.BYTES) throw new IllegalArgumentException("no key");
                    return key;
                }));
    }

    /**
     * Says which keys are the node's, and no others; fails if the registry does not take them all.
     *
     * @param proofs in base64 by public key
     */
    public Future<Void> claim(NodeKey key, NodeId node, Map<String, String> proofs) {
        JsonArray claims = new JsonArray();
        proofs.forEach((own, proof) ->
                claims.add(new JsonObject().put("publicKey", own).put("proof", proof)));
        Buffer body = new JsonObject().put("keys", claims).toBuffer();
        return controlPlane
                .tellRegistry(HttpMethod.PUT, PATH, key, node, body)
                .compose(answer -> read(answer, json -> json.getJsonArray("keys")))
                .mapEmpty();
    }

    /** Whose keys are, by key, as far as the registry knows; fails if no answer comes that is a registry's. */
    public Future<Map<String, String>> nodes(NodeKey key, NodeId node, List<String> keys) {
        String query = keys.stream()
                .map(each -> "key=" + URLEncoder.encode(each, StandardCharsets.US_ASCII))
                .collect(Collectors.joining("&"));
        return controlPlane.askRegistry(PATH, query, key, node).compose(answer -> read(answer, KeyRegistry::nodes));
    }

    private static Map<String, String> nodes(JsonObject json) {
        Map<String, String> nodes = new HashMap<>();
        for (Object each : json.getJsonArray("keys")) {
            JsonObject one = (JsonObject) each;
            String key = one.getString("publicKey", "");
            String node = one.getString("nodeId", "");
            if (!PeerLines.isName(key, node)) throw new IllegalArgumentException("no key of a node");
            nodes.put(key, node);
        }
        return nodes;
    }

    /** What an answer of 200 says. */
    private interface Form<T> {
        T of(JsonObject json);
    }

    private static <T> Future<T> read(Answer answer, Form<T> form) {
        if (answer.status() != 200) {
            return Future.failedFuture(new IOException(answer.status() + " " + answer.detail()));
        }
        try {
            return Future.succeededFuture(form.of(answer.body().toJsonObject()));
        } catch (RuntimeException e) { // a captive portal's page, or a service of another version
            return Future.failedFuture(new IOException("not the registry's answer: " + e.getMessage(), e));
        }
    }
}
