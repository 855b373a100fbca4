package io.meshplane.devstack.issuer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meshplane.devstack.file.Secrets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An OIDC issuer made for development: one client, {@code operator}, gets access tokens by the client credentials grant (RFC
 * 6749 §4.4). It has no login page; in production any OIDC provider stands in its place.
 */
public final class DevIssuer implements AutoCloseable {
    /** The operator's client secret. */
    public static final String OPERATOR_SECRET = "operator.secret";

    private static final int MAX_BODY_BYTES = 8 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads;
    private final String url;
    private final SigningKey key;
    private final AccessTokens tokens;
    private final byte[] operatorSecret;
    private final Clock clock;

    private DevIssuer(HttpServer server, ExecutorService threads, DevIssuerConfig config)
            throws IOException, GeneralSecurityException {
        this.server = server;
        this.threads = threads;
        this.url = "http://" + config.reach().hostName() + ":"
                + server.getAddress().getPort();
        this.key = SigningKey.load(config.secrets());
        this.tokens = new AccessTokens(url, key);
        this.operatorSecret =
                config.secrets().get(OPERATOR_SECRET, Secrets::random).getBytes(StandardCharsets.UTF_8);
        this.clock = config.clock();
    }

    /**
     * Serves when this returns.
     *
     * @throws IOException if the port is taken
     */
    public static DevIssuer start(DevIssuerConfig config) throws IOException, GeneralSecurityException {
        InetSocketAddress address = new InetSocketAddress(config.reach().bind(), config.port());
        HttpServer server = HttpServer.create(address, 64);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        DevIssuer issuer = new DevIssuer(server, threads, config);
        server.setExecutor(threads);
        server.createContext("/.well-known/openid-configuration", e -> issuer.get(e, issuer.discovery()));
        server.createContext("/jwks", e -> issuer.get(e, Map.of("keys", List.of(issuer.key.toJwk()))));
        server.createContext("/token", issuer::token);
        server.createContext("/", e -> answer(e, 404, Map.of("error", "not_found")));
        server.start();
        return issuer;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The {@code iss} of its tokens. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private Map<String, Object> discovery() {
        Map<String, Object> document = new TreeMap<>();
        document.put("issuer", url);
        document.put("jwks_uri", url + "/jwks");
        document.put("token_endpoint", url + "/token");
        document.put("grant_types_supported", List.of("client_credentials"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
        document.put("response_types_supported", List.of());
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return document;
    }

    private void get(HttpExchange exchange, Map<String, ?> document) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 200, document);
        } else {
            notAllowed(exchange, "GET");
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            notAllowed(exchange, "POST");
            return;
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (body.length > MAX_BODY_BYTES || !type.startsWith("application/x-www-form-urlencoded")) {
            refuse(exchange, "invalid_request", "not a form of at most " + MAX_BODY_BYTES + " bytes");
            return;
        }
        try {
            grant(exchange, new String(body, StandardCharsets.UTF_8));
        } catch (TokenRequest.Unreadable unreadable) {
            refuse(exchange, unreadable.error(), String.valueOf(unreadable.getMessage()));
        }
    }

    private void grant(HttpExchange exchange, String form) throws IOException, TokenRequest.Unreadable {
        Optional<String> authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        TokenRequest request = TokenRequest.read(authorization, form);
        if (!isOperator(request)) {
            refuse(exchange, "invalid_client", "unknown client or wrong secret");
        } else if (!request.grantType().equals("client_credentials")) {
            refuse(exchange, "unsupported_grant_type", "only client_credentials");
        } else {
            answer(exchange, 200, granted(request.networks()));
        }
    }

    private Map<String, Object> granted(List<String> networks) throws IOException {
        try {
            return Map.of(
                    "access_token", tokens.issue(networks, clock.instant(), Secrets.random()),
                    "token_type", "Bearer",
                    "expires_in", AccessTokens.LIFETIME.toSeconds());
        } catch (GeneralSecurityException noSignature) {
            throw new IOException(noSignature);
        }
    }

    private boolean isOperator(TokenRequest request) {
        byte[] given = request.clientSecret().getBytes(StandardCharsets.UTF_8);
        return request.clientId().equals(AccessTokens.OPERATOR) && MessageDigest.isEqual(given, operatorSecret);
    }

    private static void refuse(HttpExchange exchange, String error, String description) throws IOException {
        boolean client = error.equals("invalid_client");
        if (client) exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"meshplane\"");
        answer(exchange, client ? 401 : 400, Map.of("error", error, "error_description", description));
    }

    private static void notAllowed(HttpExchange exchange, String allowed) throws IOException {
        exchange.getResponseHeaders().set("Allow", allowed);
        answer(exchange, 405, Map.of("error", "method_not_allowed"));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> document) throws IOException {
        byte[] json = JSON.writeValueAsBytes(document);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(status, json.length);
            exchange.getResponseBody().write(json);
        }
    }
}
