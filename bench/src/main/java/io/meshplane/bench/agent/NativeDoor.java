package io.meshplane.bench.agent;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.SignatureCheck;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.stream.Envelope;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.Report;
import io.meshplane.telemetry.stream.ReportReader;
import io.meshplane.telemetry.stream.Workspace;
import io.meshplane.testkit.router.EndOfInput;
import io.meshplane.testkit.router.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The native door of telemetry-ingest for one node, without anything behind it, in a process of its own: sign-in and batches, each
 * decoded. Answers with the same headers as the real one, and no others. Says {@code listening}, then the counts after each batch.
 * Arguments: address, port, public key of the node in base64, key store for TLS or {@code -}.
 */
final class NativeDoor {
    private static final String TOKEN = "an-hour-of-telemetry";
    private static final int BACKLOG = 16;

    private final NodeId node;
    private final byte[] publicKey;
    private final Map<Lane, ReportReader> readers = new EnumMap<>(Lane.class);
    private final Workspace workspace = new Workspace();
    private DoorCounts counts = DoorCounts.NONE;
    private long bootId;

    private NativeDoor(byte[] publicKey) {
        this.publicKey = publicKey;
        this.node = NodeId.ofPublicKey(publicKey);
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        EndOfInput.endsThisProcess();
        NativeDoor door = new NativeDoor(Base64.getDecoder().decode(args[2]));
        ServerSocketFactory factory = args[3].equals("-") ? ServerSocketFactory.getDefault() : tls(Path.of(args[3]));
        try (ServerSocket server =
                factory.createServerSocket(Integer.parseInt(args[1]), BACKLOG, InetAddress.getByName(args[0]))) {
            System.out.println("listening");
            while (true) {
                Socket connection = server.accept();
                Thread.ofPlatform().daemon().start(() -> door.serve(connection));
            }
        }
    }

    private static ServerSocketFactory tls(Path keyStore) throws IOException, GeneralSecurityException {
        char[] password = ServerCertificate.PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private void serve(Socket connection) {
        count(DoorCounts.CONNECTION);
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = connection.getInputStream();
            for (DoorRequest request = DoorRequest.read(in); request != null; request = DoorRequest.read(in)) {
                connection.getOutputStream().write(answer(request).bytes());
            }
        } catch (IOException e) {
            // the agent went, or the path broke: it comes again
        }
    }

    private synchronized DoorAnswer answer(DoorRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v1/telemetry/sessions" -> signIn(request);
            case "POST /v1/telemetry" -> upload(request);
            default -> wrong(404);
        };
    }

    private DoorAnswer signIn(DoorRequest request) {
        var signed = new SignatureCheck.SignedRequest(
                request.method(),
                request.path(),
                "",
                request.body(),
                request.header("signature-input"),
                request.header("signature"),
                request.header("content-digest"));
        var result = SignatureCheck.check(signed, id -> id.equals(node) ? publicKey : null, Instant.now());
        if (!(result instanceof SignatureCheck.Result.Signed)) return wrong(401);
        count(DoorCounts.SIGN_IN);
        return DoorAnswer.created("{\"token\":\"" + TOKEN + "\"}");
    }

    private DoorAnswer upload(DoorRequest request) {
        if (!("Session " + TOKEN).equals(request.header("authorization"))) {
            return DoorAnswer.problem(401, "urn:meshplane:problem:session-unknown");
        }
        Envelope envelope = Envelope.of(request.body());
        if (envelope == null) return wrong(400);
        ReportReader reader = readers.computeIfAbsent(envelope.lane(), lane -> new ReportReader(lane, Limits.DEFAULT));
        return switch (reader.read(request.body(), workspace)) {
            case Received.Accepted(Report report) -> taken(report, request.body().length);
            case Received.StateMissing _ -> DoorAnswer.problem(409, "urn:meshplane:problem:state-missing");
            case Received.Repeated(long sequence) -> DoorAnswer.accepted(bootId, sequence);
            case Received.Refused _ -> wrong(400);
        };
    }

    private DoorAnswer taken(Report report, int bodyBytes) {
        if (!report.nodeId().equals(node.value())) return wrong(403);
        MetricTable metrics = report.metrics();
        long values = 0;
        for (int column = 0; column < metrics.columns(); column++) {
            for (int row = 0; row < metrics.rows(); row++) values += metrics.has(column, row) ? 1 : 0;
        }
        bootId = report.bootId();
        count(DoorCounts.ofBatch(metrics.rows(), values, report.lines().count(), bodyBytes));
        return DoorAnswer.accepted(bootId, report.sequence());
    }

    private DoorAnswer wrong(int status) {
        count(DoorCounts.COMPLAINT);
        return DoorAnswer.problem(status, "about:blank");
    }

    private synchronized void count(DoorCounts more) {
        counts = counts.plus(more);
        System.out.println(counts.line());
    }
}
