package io.meshplane.telemetry.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.metrics.RouterTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReportRoundTripTest {
    private final ReportWriter writer = new ReportWriter(Lane.LIVE);
    private final ReportReader reader = new ReportReader(Lane.LIVE, Limits.DEFAULT);
    private final Workspace workspace = new Workspace();

    @Test
    void returnsWholeHistoriesOfHostileHosts() {
        long seed = 42;
        SplittableRandom random = new SplittableRandom(seed);

        for (int host = 0; host < 60; host++) {
            Reports.Host reports = new Reports.Host(random);
            writer.reset();
            for (int i = 0; i < 20; i++) {
                Report report = reports.next();

                Report back = send(report);

                assertThat(back.metrics())
                        .as("seed %d, host %d, message %d", seed, host, i)
                        .isEqualTo(report.metrics());
                assertThat(texts(back.lines())).isEqualTo(texts(report.lines()));
                assertThat(Reports.copyOf(back, report.metrics(), report.lines()))
                        .isEqualTo(report);
            }
        }
    }

    @Test
    void aLinkThatStaysCostsNextToNothing() {
        List<LinkSample> links = new ArrayList<>();
        for (int i = 0; i < 40; i++) links.add(new LinkSample("wlan0", "fe80::1", "fe80::a" + i, null, 256 + i, null));
        RouterTelemetry router = RouterTelemetry.of("client", 1);
        ReportWriter alone = new ReportWriter(Lane.LIVE);
        int with = 0;
        int without = 0;
        for (int i = 1; i <= 10; i++) {
            MetricTable table = router.next(6);

            with = writer.write(Reports.of(table, i, links, List.of())).length;
            without = alone.write(Reports.of(table, i)).length;
        }

        assertThat(with).isLessThan(without + 10); // bytes, for 40 links
    }

    @Test
    void aUsageCounterThatASeriesShowsCostsNextToNothing() {
        RouterTelemetry router = RouterTelemetry.of("client", 2);
        int last = 0;
        int plain = 0;
        ReportWriter alone = new ReportWriter(Lane.LIVE);
        for (int i = 1; i < 20; i++) {
            MetricTable table = router.next(6);
            List<UsageCounter> usage = new ArrayList<>();
            for (int column = 0; column < table.columns(); column++) {
                SeriesId id = table.id(column);
                if (!id.name().equals("wg_tx_bytes_total")) continue;
                String peer = id.labels().getLast().value();
                long sent = table.bits(column, 5);
                usage.add(new UsageCounter(id.labels().getFirst().value(), peer, 77, sent, table.bits(column - 1, 5)));
            }

            last = writer.write(Reports.of(table, i, List.of(), usage)).length;
            plain = alone.write(Reports.of(table, i)).length;
        }

        assertThat(last).isLessThanOrEqualTo(plain + 3);
    }

    @Test
    void keepsCountersUpTo2To64Minus1AndTellsNoRoutesFromNoBabel() {
        UsageCounter full = new UsageCounter("wg0", null, -1L, -1L, Long.MIN_VALUE);
        MetricTable empty = new MetricTable();
        Report none =
                new Report("n", 0, 1, 0, "v", 0, null, empty, List.of(), List.of(full), List.of(), new LogLines());
        Report zero = new Report("n", 0, 2, 0, "v", 0, 0, empty, List.of(), List.of(full), List.of(), new LogLines());

        assertThat(send(none).babelRoutes()).isNull();
        Report back = send(zero);

        assertThat(back.babelRoutes()).isZero();
        assertThat(back.usage()).containsExactly(full);
    }

    @Test
    void refusesToWriteTextThatIsNotUnicodeAndGoesOnSelfContained() {
        MetricTable table = new MetricTable();
        Notice notUnicode = new Notice(0, "kind", "\ud800");
        Report wrong = new Report(
                "n", 0, 1, 0, "v", 0, null, table, List.of(), List.of(), List.of(notUnicode), new LogLines());

        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(wrong));

        assertThat(send(Reports.of(table, 2)).sequence()).isEqualTo(2);
    }

    private Report send(Report report) {
        Received received = reader.read(writer.write(report), workspace);
        assertThat(received).isInstanceOf(Received.Accepted.class);
        return ((Received.Accepted) received).report();
    }

    private static List<String> texts(LogLines lines) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < lines.count(); i++) texts.add(lines.text(i));
        return texts;
    }
}
