package io.meshplane.testkit.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Asks the node and passes its answer on, spoilt in the way that is wanted. */
final class RpcRelay {
    private static final Duration NODE_LIMIT = Duration.ofSeconds(10);
    private static final int PIECE_BYTES = 64 << 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong failures;
    private volatile URI node;

    /** @param failures counts what is answered falsely, or not at all */
    RpcRelay(URI node, AtomicLong failures) {
        this.node = node;
        this.failures = failures;
    }

    void forwardTo(URI other) {
        node = other;
    }

    /** @return whether the connection is still of use */
    boolean serve(RpcRequest request, Optional<RpcFault> fault, Socket client, OutputStream out) throws IOException {
        if (fault.isEmpty()) return pass(ask(request), out);
        return switch (fault.get()) {
            case RpcFault.StaleHead(long height) -> pass(counted(stale(request, height)), out);
            case RpcFault.Tamper tamper -> pass(tampered(request, tamper), out);
            case RpcFault.WrongChainId(long chainId) -> pass(chainId(request, chainId), out);
            case RpcFault.Garbage(String text) -> pass(counted(text.getBytes(StandardCharsets.UTF_8)), out);
            case RpcFault.DuplicateKeys ignored -> pass(counted(doubled(ask(request))), out);
            case RpcFault.Delay(Duration each) -> {
                failures.incrementAndGet();
                LockSupport.parkNanos(each.toNanos());
                yield pass(ask(request), out);
            }
            case RpcFault.TooManyRequests(Duration retryAfter) ->
                refuse(out, 429, "Retry-After: " + retryAfter.toSeconds() + "\r\n");
            case RpcFault.ServerError(int status) -> refuse(out, status, "");
            case RpcFault.Refuse _, RpcFault.Reset _ -> {
                failures.incrementAndGet();
                reset(client);
                yield false;
            }
            case RpcFault.Hang _, RpcFault.HangMidBody _, RpcFault.Truncate _, RpcFault.Drip _, RpcFault.Oversize _ ->
                spoil(request, fault.get(), client, out);
        };
    }

    /** What never becomes a whole answer. */
    private boolean spoil(RpcRequest request, RpcFault fault, Socket client, OutputStream out) throws IOException {
        failures.incrementAndGet();
        byte[] answer = ask(request);
        switch (fault) {
            case RpcFault.HangMidBody ignored -> {
                half(answer, out);
                untilGone(client);
            }
            case RpcFault.Truncate ignored -> half(answer, out);
            case RpcFault.Drip(Duration between) -> drip(answer, between, out);
            case RpcFault.Oversize(long bytes) -> oversize(bytes, out);
            default -> untilGone(client);
        }
        return false;
    }

    private static boolean pass(byte[] answer, OutputStream out) throws IOException {
        RpcExchange.answer(out, 200, "", answer);
        return true;
    }

    private boolean refuse(OutputStream out, int status, String moreHead) throws IOException {
        RpcExchange.answer(out, status, moreHead, counted("{}".getBytes(StandardCharsets.US_ASCII)));
        return true;
    }

    private byte[] counted(byte[] answer) {
        failures.incrementAndGet();
        return answer;
    }

    private byte[] ask(RpcRequest request) throws IOException {
        HttpRequest post = HttpRequest.newBuilder(node)
                .timeout(NODE_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes()))
                .build();
        try {
            return http.send(post, HttpResponse.BodyHandlers.ofByteArray()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private byte[] stale(RpcRequest request, long height) throws IOException {
        ObjectNode altered = request.json().deepCopy();
        ArrayNode params = altered.withArray("params");
        if (request.method().equals("eth_getBlockByNumber")) {
            String asked = request.firstParameter();
            boolean above = asked.startsWith("0x") && Long.decode(asked) > height;
            if (above) return result(request, "null");
            if (asked.equals("latest")) params.set(0, params.textNode("0x" + Long.toHexString(height)));
        }
        if (request.method().equals("eth_blockNumber"))
            return result(request, "\"0x" + Long.toHexString(height) + "\"");
        return ask(new RpcRequest(altered));
    }

    private static byte[] result(RpcRequest request, String json) {
        String answer = "{\"jsonrpc\":\"2.0\",\"id\":" + request.json().path("id") + ",\"result\":" + json + "}";
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] tampered(RpcRequest request, RpcFault.Tamper tamper) throws IOException {
        byte[] answer = ask(request);
        if (!request.method().equals(tamper.method())) return answer;
        JsonNode whole = RpcRequest.JSON.readTree(answer);
        JsonNode parent = whole.path("result").at(tamper.member().head());
        String name = tamper.member().last().getMatchingProperty();
        if (!parent.path(name).isTextual()) return answer;
        ((ObjectNode) parent).put(name, flipped(parent.path(name).textValue()));
        return counted(RpcRequest.JSON.writeValueAsBytes(whole));
    }

    /** The lowest bit of the last digit is another one. */
    private static String flipped(String hex) {
        int last = hex.length() - 1;
        int digit = Character.digit(hex.charAt(last), 16);
        return digit < 0 ? hex + "1" : hex.substring(0, last) + Character.forDigit(digit ^ 1, 16);
    }

    private byte[] chainId(RpcRequest request, long chainId) throws IOException {
        return request.method().equals("eth_chainId")
                ? counted(result(request, "\"0x" + Long.toHexString(chainId) + "\""))
                : ask(request);
    }

    private static byte[] doubled(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8).strip();
        return (text.substring(0, text.length() - 1) + ",\"result\":null}").getBytes(StandardCharsets.UTF_8);
    }

    private static void half(byte[] answer, OutputStream out) throws IOException {
        RpcExchange.head(out, 200, "", answer.length);
        out.write(answer, 0, answer.length / 2);
        out.flush();
    }

    private static void drip(byte[] answer, Duration between, OutputStream out) throws IOException {
        RpcExchange.head(out, 200, "", answer.length);
        for (byte each : answer) {
            out.write(each);
            out.flush();
            LockSupport.parkNanos(between.toNanos());
        }
    }

    private static void oversize(long bytes, OutputStream out) throws IOException {
        String begin = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x";
        byte[] piece = new byte[PIECE_BYTES];
        Arrays.fill(piece, (byte) '0');
        long pieces = bytes / piece.length + 1;
        RpcExchange.head(out, 200, "", begin.length() + pieces * piece.length + 2);
        out.write(begin.getBytes(StandardCharsets.US_ASCII));
        for (long i = 0; i < pieces; i++) out.write(piece);
        out.write("\"}".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Until the client gives up; whatever it may still send. */
    private static void untilGone(Socket client) throws IOException {
        while (client.getInputStream().read() >= 0) {}
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            // a reset is all that was wanted
        }
    }

    void close() {
        http.shutdownNow();
    }
}
