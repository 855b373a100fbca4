package io.meshplane.agent;

import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.testkit.router.EndOfInput;
import io.meshplane.testkit.router.ServerCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.util.Base64;
import java.util.Map;

/**
 * The native door of telemetry-ingest in a process of its own. Says a line for each batch: scrapes, values, connections, sign-ins,
 * bytes of batches so far; and one for each note. Arguments: address and port to listen at, public key of the node in base64, key store for TLS or
 * {@code -}, speed and beginning of the clock as {@link FasterClock} has them.
 */
final class WireServer {
    private long scrapes;
    private long values;

    public static void main(String[] args) {
        EndOfInput.endsThisProcess();
        byte[] key = Base64.getDecoder().decode(args[2]);
        HttpServerOptions options =
                new HttpServerOptions().setIdleTimeout(1_200).setHost(args[0]).setPort(Integer.parseInt(args[1]));
        if (!args[3].equals("-")) {
            options.setSsl(true)
                    .setKeyCertOptions(new PfxOptions().setPath(args[3]).setPassword(ServerCertificate.PASSWORD));
        }
        WireServer counts = new WireServer();
        RecordingIngest ingest = new RecordingIngest(
                Vertx.vertx(), Map.of(NodeId.ofPublicKey(key).value(), key), options);
        ingest.clock = FasterClock.of(args[4], args[5]);
        ingest.listener = batch -> counts.tell(batch, ingest);
        System.out.println("listening");
    }

    private void tell(ReceivedBatch batch, RecordingIngest ingest) {
        MetricTable metrics = batch.metrics();
        scrapes += metrics.rows();
        for (int column = 0; column < metrics.columns(); column++) {
            for (int row = 0; row < metrics.rows(); row++) values += metrics.has(column, row) ? 1 : 0;
        }
        for (Note note : batch.notes()) {
            System.out.println("note " + note.kind() + " " + note.atMs() + " " + note.lastedMs());
        }
        System.out.println("%d %d %d %d %d %d"
                .formatted(
                        scrapes,
                        values,
                        ingest.connections.get(),
                        ingest.signIns.get(),
                        ingest.bodyBytes.get(),
                        ingest.complaints.size()));
        ingest.batches.clear();
    }

    private WireServer() {}
}
