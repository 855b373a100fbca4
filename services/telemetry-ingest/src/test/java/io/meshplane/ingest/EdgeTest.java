package io.meshplane.ingest;

import static io.meshplane.ingest.Uploads.bytes;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.event.NodeRole;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.meshplane.testkit.stack.TestNodes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What stands before the REST resources of every service, with the settings that they all share. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(EdgeTestResource.class)
@SuppressWarnings("NullAway.Init") // the framework sets the fields
class EdgeTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SENDERS = 1000;
    private static final int HALF_BYTES = EdgeTestResource.BODY_BYTES / 2;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final int ENHANCE_YOUR_CALM = 0xb;

    @TestHTTPResource
    URL clearText;

    @TestHTTPResource(tls = true)
    URL tls;

    @Inject
    MeterRegistry meters;

    @Test
    void aThousandHalfSentBodiesHoldTheBudgetAndNoMoreAndTheServiceGoesOn() throws IOException {
        TestNode node = TestNodes.enrol(Operators.freshNetwork(), NodeRole.NODE_ROLE_RELAY);
        Uploads.uploaded(node, 1, 1);
        long heapBefore = usedHeapBytes();
        List<Socket> senders = new ArrayList<>();
        String begun = post("Content-Length: " + EdgeTestResource.BODY_BYTES) + "x".repeat(HALF_BYTES);

        for (int i = 0; i < SENDERS; i++) {
            Socket sender = open();
            senders.add(sender);
            write(sender, begun); // at once: who is turned away has little time to send
        }

        assertThat(heldBytes()).isLessThanOrEqualTo(EdgeTestResource.BODIES_AT_ONCE * EdgeTestResource.BODY_BYTES);
        assertThat(usedHeapBytes() - heapBefore).isLessThan((long) SENDERS * HALF_BYTES / 4);
        given().auth()
                .oauth2(Operators.tokenFor(node.network()))
                .get("/v1/networks/" + node.network() + "/nodes")
                .then()
                .statusCode(200);
        List<String> answers = new ArrayList<>();
        for (Socket sender : senders) answers.add(firstLine(sender));
        assertThat(answers)
                .as("the slow are cut off, the rest is turned away at once")
                .containsOnly("HTTP/1.1 408 Request Timeout", "HTTP/1.1 503 Service Unavailable");
        assertThat(answers.stream().filter(answer -> answer.contains("408")).count())
                .isGreaterThanOrEqualTo(EdgeTestResource.BODIES_AT_ONCE);
        Await.until("nothing is held", SOON, () -> heldBytes() == 0);
        Uploads.upload(node, bytes(node, 1, 2)).statusCode(202);
        for (Socket sender : senders) sender.close();
    }

    @Test
    void aBodyWithoutALengthIsReadUpToTheLimit() throws IOException {
        int tooMany = Math.toIntExact(ConfigProvider.getConfig()
                        .getValue("quarkus.http.limits.max-body-size", MemorySize.class)
                        .asLongValue()
                + 1);
        Await.until("nothing is held", SOON, () -> heldBytes() == 0);

        try (Socket sender = open()) {
            write(
                    sender,
                    post("Transfer-Encoding: chunked\r\nContent-Type: " + Uploads.TYPE) + Integer.toHexString(tooMany)
                            + "\r\n" + "x".repeat(tooMany) + "\r\n0\r\n\r\n");

            assertThat(firstLine(sender)).startsWith("HTTP/1.1 413");
        }
        Await.until("nothing is held", SOON, () -> heldBytes() == 0);
    }

    @Test
    void aHeadOfMoreThanEightKibibytesIsRefused() {
        given().header("Filler", "x".repeat(9_000))
                .get("/v1/networks/home/nodes")
                .then()
                .statusCode(431);
    }

    @Test
    void http2IsNotSpokenInClearText() throws IOException {
        try (Socket upgrade = open()) {
            write(
                    upgrade,
                    String.join(
                            "\r\n",
                            "GET /v1/networks/home/nodes HTTP/1.1",
                            "Host: h",
                            "Connection: Upgrade, HTTP2-Settings",
                            "Upgrade: h2c",
                            "HTTP2-Settings: AAMAAABkAAQAAP__",
                            "",
                            ""));

            assertThat(firstLine(upgrade)).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
        try (Socket priorKnowledge = open()) {
            write(priorKnowledge, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            assertThat(firstLine(priorKnowledge)).as("no frame").isEqualTo("HTTP/2.0 400 Bad Request");
        }
    }

    @Test
    void http2LimitsStreamsAndHeaders() throws IOException, GeneralSecurityException {
        try (Http2Client client = new Http2Client(tls.getPort(), SOON)) {
            ByteBuffer settings =
                    ByteBuffer.wrap(client.await(Http2Client.SETTINGS).payload());
            Map<Integer, Integer> values = new HashMap<>();
            while (settings.hasRemaining()) values.put((int) settings.getShort(), settings.getInt());

            assertThat(values).containsEntry(MAX_CONCURRENT_STREAMS, 32).containsEntry(MAX_HEADER_LIST_SIZE, 8192);
        }
    }

    @Test
    void http2BodiesFromNobodyAreRefusedAndTheirStreamsReset() throws IOException, GeneralSecurityException {
        try (Http2Client client = new Http2Client(tls.getPort(), SOON)) {
            client.open(1, "POST", "/v1/batches");

            assertThat(client.await(Http2Client.HEADERS).stream()).isEqualTo(1);
            assertThat(client.await(Http2Client.RST_STREAM).payload()).isEqualTo(new byte[4]);

            client.open(3, "POST", "/v1/batches");
            assertThat(client.await(Http2Client.HEADERS).stream())
                    .as("the connection goes on")
                    .isEqualTo(3);
        }
    }

    @Test
    void aFloodOfHttp2ResetsEndsTheConnection() throws IOException, GeneralSecurityException {
        try (Http2Client client = new Http2Client(tls.getPort(), SOON)) {
            for (int stream = 1; stream < 2 * 120; stream += 2) {
                client.open(stream, "GET", "/v1/networks/home/nodes");
                client.send(Http2Client.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }

            ByteBuffer goAway = ByteBuffer.wrap(client.await(Http2Client.GOAWAY).payload());
            assertThat(goAway.getInt(4)).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    private double heldBytes() {
        return meters.get("http.bodies.held").gauge().value();
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), clearText.getPort());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    /** The head of an upload that looks signed. */
    private static String post(String headers) {
        return "POST /v1/batches HTTP/1.1\r\nHost: h\r\nSignature-Input: x\r\n" + headers + "\r\n\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String firstLine(Socket socket) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = socket.getInputStream().read();
        while (next >= 0 && next != '\r') {
            line.write(next);
            next = socket.getInputStream().read();
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
