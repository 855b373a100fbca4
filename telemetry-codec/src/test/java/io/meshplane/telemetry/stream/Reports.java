package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.metrics.HostileTables;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reports for tests. */
final class Reports {
    static final String NODE = "nabcdefghijklmnopqrstuvwxyz";
    static final long BOOT = 0x0123456789abcdefL;

    private Reports() {}

    /** A report of metrics alone. */
    static Report of(MetricTable table, long sequence) {
        return of(table, sequence, List.of(), List.of());
    }

    static Report of(MetricTable table, long sequence, List<LinkSample> links, List<UsageCounter> usage) {
        long sentAtMs = (table.rows() == 0 ? 1_700_000_000_000L : table.timeMs(table.rows() - 1)) + 7;
        long uptime = Math.max(0, sentAtMs / 1000 - 1_690_000_000);
        return new Report(
                NODE, BOOT, sequence, sentAtMs, "0.1.0", uptime, 12, table, links, usage, List.of(), new LogLines());
    }

    /** A host that reports anything that can be reported. */
    static final class Host {
        private final RandomGenerator random;
        private final HostileTables tables;
        private long sequence;

        Host(RandomGenerator random) {
            this.random = random;
            tables = new HostileTables(random);
        }

        Report next() {
            sequence += 1 + random.nextInt(3);
            LogLines lines = new LogLines();
            for (int i = random.nextInt(4) - 1; i > 0; i--) lines.add("line " + random.nextInt(100) + " ü");
            return new Report(
                    NODE,
                    BOOT,
                    sequence,
                    random.nextInt(5) == 0 ? random.nextLong() : 1_700_000_000_000L + sequence * 60_000,
                    "v" + random.nextInt(3),
                    random.nextInt(5) == 0 ? random.nextLong(Long.MAX_VALUE) : sequence * 60,
                    random.nextBoolean() ? null : (Integer) random.nextInt(Integer.MAX_VALUE),
                    tables.next(),
                    links(),
                    usage(),
                    notices(),
                    lines);
        }

        private List<LinkSample> links() {
            List<LinkSample> links = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                Integer rtt = random.nextBoolean() ? null : (Integer) random.nextInt(Integer.MAX_VALUE);
                String peer = random.nextInt(4) > 0 ? null : NODE;
                links.add(new LinkSample("w" + i, "fe80::" + i, "fe80::ff", peer, random.nextInt(1, 65536), rtt));
            }
            return links;
        }

        private List<UsageCounter> usage() {
            List<UsageCounter> usage = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                usage.add(new UsageCounter("w" + i, null, random.nextInt(3), random.nextLong(), random.nextInt(1000)));
            }
            return usage;
        }

        private List<Notice> notices() {
            List<Notice> notices = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                long lastedMs = random.nextInt(3) == 0 ? random.nextLong(Long.MAX_VALUE) : 0;
                notices.add(new Notice(random.nextLong(), lastedMs, "link-down", "wlan" + random.nextInt(5) + " €"));
            }
            return notices;
        }
    }

    /** What can be compared of a report whose table and lines are used again. */
    static Report copyOf(Report report, MetricTable table, LogLines lines) {
        return new Report(
                report.nodeId(),
                report.bootId(),
                report.sequence(),
                report.sentAtMs(),
                report.agentVersion(),
                report.uptimeSeconds(),
                report.babelRoutes(),
                table,
                report.links(),
                report.usage(),
                report.notices(),
                lines);
    }
}
