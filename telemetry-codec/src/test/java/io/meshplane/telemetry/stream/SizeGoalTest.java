package io.meshplane.telemetry.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.metrics.ExporterTelemetry;
import io.meshplane.telemetry.metrics.RouterTelemetry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sizes that the format is for: whole messages of six scrapes, an hour from nothing, busy evening hours. */
class SizeGoalTest {
    private final Workspace workspace = new Workspace();

    @Test
    void aGatewayTakes60BytesForAHundredValues() {
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(bytesPerValue(RouterTelemetry.of("gateway", seed).hour()))
                    .as("seed %d", seed)
                    .isLessThan(0.52);
        }
    }

    @Test
    void aRelayTakes65BytesForAHundredValues() {
        assertThat(mean("relay")).isLessThan(0.58);
    }

    @Test
    void aClientTakes65BytesForAHundredValues() {
        assertThat(mean("client")).isLessThan(0.64);
    }

    @Test
    void aMessageThatStandsAloneTakes120BytesForAHundredValues() {
        MetricTable table = RouterTelemetry.of("gateway", 1).next(6);

        byte[] message = new ReportWriter(Lane.LIVE).write(Reports.of(table, 1));

        assertThat((double) message.length / (table.rows() * table.columns())).isLessThan(1.2);
    }

    @Test
    void anExporterTakesAByteAValueThoughTenPartsInAHundredAreNoise() {
        assertThat(bytesPerValue(new ExporterTelemetry(1).batches(60, 6))).isLessThan(0.92);
    }

    @Test
    void theStateIsSmall() {
        ReportReader gateway = new ReportReader(Lane.LIVE, Limits.DEFAULT);
        ReportReader client = new ReportReader(Lane.LIVE, Limits.DEFAULT);
        ReportWriter writer = new ReportWriter(Lane.LIVE);

        for (MetricTable table : RouterTelemetry.of("gateway", 1).hour()) {
            gateway.read(writer.write(Reports.of(table, 1)), workspace);
        }
        writer.reset();
        for (MetricTable table : RouterTelemetry.of("client", 1).hour()) {
            client.read(writer.write(Reports.of(table, 1)), workspace);
        }

        assertThat(gateway.sizeBytes()).isLessThan(200 << 10);
        assertThat(client.sizeBytes()).isLessThan(40 << 10);
    }

    private double mean(String role) {
        double sum = 0;
        for (long seed = 1; seed <= 6; seed++)
            sum += bytesPerValue(RouterTelemetry.of(role, seed).hour());
        return sum / 6;
    }

    private double bytesPerValue(List<MetricTable> batches) {
        ReportWriter writer = new ReportWriter(Lane.LIVE);
        ReportReader reader = new ReportReader(Lane.LIVE, Limits.DEFAULT);
        long bytes = 0;
        long values = 0;
        long sequence = 0;
        for (MetricTable table : batches) {
            byte[] message = writer.write(Reports.of(table, ++sequence));
            Received received = reader.read(message, workspace);
            assertThat(received).isInstanceOf(Received.Accepted.class);
            assertThat(((Received.Accepted) received).report().metrics()).isEqualTo(table);
            bytes += message.length;
            values += (long) table.rows() * table.columns();
        }
        return (double) bytes / values;
    }
}
