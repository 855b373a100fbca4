package io.meshplane.testkit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RpcFaultProxyTest {
    private static final String BLOCK =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"number\":\"0x7\",\"hash\":\"0xab\"}}";
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer node;
    private RpcFaultProxy proxy;

    /** A node that answers every question alike, and says what it was asked in {@code asked}. */
    private volatile String asked = "";

    @BeforeEach
    void start() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = BLOCK.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        node.start();
        proxy = RpcFaultProxy.before(
                URI.create("http://127.0.0.1:" + node.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        proxy.close();
        node.stop(0);
        http.shutdownNow();
    }

    private HttpRequest request(String method, String parameter) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[\"" + parameter + "\"]}";
        return HttpRequest.newBuilder(proxy.url())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> ask(String method, String parameter) throws IOException, InterruptedException {
        return http.send(request(method, parameter), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        return ask("eth_getBlockByNumber", "latest");
    }

    private void neverAnswers() {
        CompletableFuture<HttpResponse<String>> sent =
                http.sendAsync(request("eth_chainId", ""), HttpResponse.BodyHandlers.ofString());
        assertThatThrownBy(() -> sent.get(SHORT.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        sent.cancel(true);
    }

    @Test
    void relaysFaithfullyWithoutAFault() throws IOException, InterruptedException {
        assertThat(ask().body()).isEqualTo(BLOCK);
        assertThat(proxy.failures()).isZero();
        assertThat(proxy.asked()).containsEntry("eth_getBlockByNumber", 1L);
    }

    @Test
    void answersLate() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.Delay(SHORT));
        long begun = System.nanoTime();

        String body = ask().body();

        assertThat(body).isEqualTo(BLOCK);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void refusesConnectionsUntilItHeals() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.Refuse());

        assertThatThrownBy(this::ask).isInstanceOf(ConnectException.class);

        proxy.heal();
        assertThat(ask().body()).isEqualTo(BLOCK);
    }

    @Test
    void takesTheRequestAndHangs() {
        proxy.fail(new RpcFault.Hang());

        neverAnswers();
    }

    @Test
    void hangsInTheMiddleOfTheBody() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.HangMidBody());

        neverAnswers();
        HttpResponse<InputStream> begun =
                http.send(request("eth_chainId", ""), HttpResponse.BodyHandlers.ofInputStream());

        assertThat(begun.body().readNBytes(BLOCK.length() / 2))
                .asString()
                .isEqualTo(BLOCK.substring(0, BLOCK.length() / 2));
    }

    @Test
    void dripsByteByByte() {
        proxy.fail(new RpcFault.Drip(Duration.ofMillis(50)));

        neverAnswers();
    }

    @Test
    void asksToBeLeftAlone() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.TooManyRequests(Duration.ofSeconds(7)));

        assertThat(ask().statusCode()).isEqualTo(429);
        assertThat(ask().headers().firstValue("Retry-After")).contains("7");
    }

    @Test
    void answersWithAnErrorOfTheServer() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.ServerError(503));

        assertThat(ask().statusCode()).isEqualTo(503);
    }

    @Test
    void hangsUpBeforeTheBodyEnds() {
        proxy.fail(new RpcFault.Truncate());

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }

    @Test
    void resetsTheConnection() {
        proxy.fail(new RpcFault.Reset());

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }

    @Test
    void sendsMoreThanAnybodyCanWant() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.Oversize(5_000_000));

        assertThat(ask().body()).hasSizeGreaterThan(5_000_000).endsWith("\"}");
    }

    @Test
    void knowsNothingAboveAHeightThatIsGone() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.StaleHead(5));

        assertThat(ask("eth_getBlockByNumber", "0x6").body()).contains("\"result\":null");
        assertThat(ask("eth_blockNumber", "").body()).contains("\"0x5\"");
        assertThat(ask("eth_getBlockByNumber", "latest").body()).isEqualTo(BLOCK);
        assertThat(asked).contains("\"0x5\"");
    }

    @Test
    void altersOneBitOfTheMemberThatIsNamed() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.Tamper("eth_getBlockByNumber", JsonPointer.compile("/hash")));

        assertThat(ask().body()).isEqualTo(BLOCK.replace("0xab", "0xaa"));
        assertThat(ask("eth_chainId", "").body()).isEqualTo(BLOCK);
        assertThat(proxy.failures()).isEqualTo(1);
    }

    @Test
    void servesAnotherChain() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.WrongChainId(1));

        assertThat(ask("eth_chainId", "").body()).contains("\"result\":\"0x1\"");
        assertThat(ask().body()).isEqualTo(BLOCK);
    }

    @Test
    void sendsGarbage() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.Garbage("<html>out of memory"));

        assertThat(ask().body()).isEqualTo("<html>out of memory");
    }

    @Test
    void saysOneThingTwice() throws IOException, InterruptedException {
        proxy.fail(new RpcFault.DuplicateKeys());

        assertThat(ask().body()).contains("\"result\":{").endsWith(",\"result\":null}");
    }
}
