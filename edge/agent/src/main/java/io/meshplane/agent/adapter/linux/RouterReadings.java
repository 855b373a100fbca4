package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.Reading;
import io.meshplane.agent.SeriesHandle;
import io.meshplane.agent.SourceStatus;
import io.meshplane.agent.domain.BabelState;
import io.meshplane.agent.domain.InterfaceCounters;
import io.meshplane.agent.domain.WireGuardDump;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names, labels and units of what a Linux router shows. Made anew for each observation, over the series of the last ones. */
final class RouterReadings {
    private static final List<String> INTERFACE_COUNTS = List.of(
            "interface_received_bytes_total",
            "interface_received_packets_total",
            "interface_received_errors_total",
            "interface_received_dropped_total",
            "interface_sent_bytes_total",
            "interface_sent_packets_total",
            "interface_sent_errors_total",
            "interface_sent_dropped_total",
            "interface_carrier_changes_total");
    private static final List<String> INTERFACE_NUMBERS = List.of("interface_up", "interface_speed_mbits");
    private static final List<String> PEER_COUNTS = List.of("wg_rx_bytes_total", "wg_tx_bytes_total");
    private static final List<String> TUNNEL_COUNTS =
            List.of("wg_rx_packets_total", "wg_tx_packets_total", "wg_rx_errors_total", "wg_tx_dropped_total");
    private static final List<String> LINK_NUMBERS = List.of("babel_rtt_ms", "babel_metric", "babel_loss_ratio");
    private static final List<String> SOURCE_NUMBERS = List.of("agent_source_up", "agent_source_age_seconds");

    private final SeriesBook book;
    private final List<Reading> readings = new ArrayList<>();

    RouterReadings(SeriesBook book) {
        this.book = book;
    }

    List<Reading> readings() {
        return readings;
    }

    void host(HostSource.Sight sight) {
        sight.numbers().forEach((name, value) -> number(name, value));
        sight.counts().forEach((name, value) -> readings.add(Reading.of(single(name, true), value)));
    }

    void sensors(Map<String, Double> celsius) {
        celsius.forEach((sensor, value) -> number("node_temp_celsius", "sensor", sensor, value));
    }

    void disk(DiskSource.Space space) {
        number("node_data_free_kib", (double) space.freeKib());
        number("node_data_total_kib", (double) space.totalKib());
    }

    void anInterface(InterfaceSource.Row row) {
        InterfaceCounters one = row.counters();
        Label label = new Label("interface", one.name());
        SeriesHandle[] series =
                book.of(List.of("interface", one.name()), _ -> SeriesBook.counts(INTERFACE_COUNTS, label));
        counts(
                series,
                one.receivedBytes(),
                one.receivedPackets(),
                one.receivedErrors(),
                one.receivedDropped(),
                one.sentBytes(),
                one.sentPackets(),
                one.sentErrors(),
                one.sentDropped());
        if (row.carrierChanges().isPresent()) {
            readings.add(Reading.of(series[8], row.carrierChanges().getAsDouble()));
        }
        SeriesHandle[] numbers =
                book.of(List.of("interface state", one.name()), made -> made.numbers(INTERFACE_NUMBERS, label));
        readings.add(Reading.of(numbers[0], row.up() ? 1 : 0));
        if (row.speedMbits().isPresent()) {
            readings.add(Reading.of(numbers[1], row.speedMbits().getAsDouble()));
        }
    }

    void peer(WireGuardDump.Peer peer) {
        List<String> thing = List.of("peer", peer.interfaceName(), peer.publicKey());
        Label[] labels = labels(peer.interfaceName(), peer.publicKey());
        SeriesHandle[] series = book.of(thing, _ -> SeriesBook.counts(PEER_COUNTS, labels));
        counts(series, peer.receivedBytes(), peer.sentBytes());
        if (peer.latestHandshakeSeconds() == 0) return; // there was none
        // the time and not the age: it changes every two minutes, the age with every look
        SeriesHandle[] handshake = book.of(
                List.of("handshake", peer.interfaceName(), peer.publicKey()),
                made -> made.numbers(List.of("wg_latest_handshake_seconds"), labels));
        readings.add(Reading.of(handshake[0], (double) peer.latestHandshakeSeconds()));
    }

    /** An interface of WireGuard that has this one peer: what the interface counts, the peer counts. */
    void tunnel(InterfaceCounters one, String peer) {
        SeriesHandle[] series = book.of(
                List.of("tunnel", one.name(), peer), _ -> SeriesBook.counts(TUNNEL_COUNTS, labels(one.name(), peer)));
        counts(series, one.receivedPackets(), one.sentPackets(), one.receivedErrors(), one.sentDropped());
    }

    void babel(BabelState state) {
        number("babel_routes", state.installedRoutes());
        number("babel_default_route", state.hasDefaultRoute() ? 1 : 0);
        Long fee = state.localFee();
        if (fee != null) number("babel_local_fee_wei_per_byte", fee);
        for (BabelState.Link link : state.links()) {
            SeriesHandle[] series = book.of(
                    List.of("link", link.interfaceName(), link.peerAddress()),
                    made -> made.numbers(LINK_NUMBERS, labels(link.interfaceName(), link.peerAddress())));
            Integer rttMicros = link.rttMicros();
            if (rttMicros != null) readings.add(Reading.of(series[0], rttMicros / 1000.0));
            readings.add(Reading.of(series[1], link.cost()));
            readings.add(Reading.of(series[2], link.lossRatio()));
        }
    }

    /** Of stations only those that are neighbours of babeld: routers, not people's phones. */
    void wifi(WifiSource.Sight sight, List<BabelState.Link> links) {
        sight.byInterface().forEach((name, dbm) -> number("wifi_signal_dbm", "interface", name, dbm));
        for (BabelState.Link link : links) {
            Integer dbm = sight.byStation()
                    .getOrDefault(link.interfaceName(), Map.of())
                    .get(link.peerAddress());
            if (dbm == null) continue;
            SeriesHandle[] series = book.of(
                    List.of("signal", link.interfaceName(), link.peerAddress()),
                    made -> made.numbers(List.of("wifi_signal_dbm"), labels(link.interfaceName(), link.peerAddress())));
            readings.add(Reading.of(series[0], dbm));
        }
    }

    void source(SourceStatus status) {
        if (status.state() == SourceStatus.State.ABSENT) return; // nothing is missing
        SeriesHandle[] series = book.of(
                List.of("source", status.name()),
                made -> made.numbers(SOURCE_NUMBERS, new Label("source", status.name())));
        readings.add(Reading.of(series[0], status.state() == SourceStatus.State.UP ? 1 : 0));
        Long age = status.ageSeconds();
        if (age != null) readings.add(Reading.of(series[1], age));
    }

    /** Lines of a source that made no sense, since the start; not shown until there is one. */
    void badLines(String source, long badLines) {
        if (badLines == 0) return;
        SeriesHandle[] series = book.of(
                List.of("bad lines", source),
                _ -> SeriesBook.counts(List.of("agent_source_bad_lines_total"), new Label("source", source)));
        readings.add(Reading.ofCount(series[0], badLines));
    }

    void count(String name, long value) {
        readings.add(Reading.ofCount(single(name, true), value));
    }

    private void number(String name, double value) {
        readings.add(Reading.of(single(name, false), value));
    }

    private void number(String name, String label, String labelValue, double value) {
        SeriesHandle[] series = book.of(
                List.of(name, label, labelValue), made -> made.numbers(List.of(name), new Label(label, labelValue)));
        readings.add(Reading.of(series[0], value));
    }

    private SeriesHandle single(String name, boolean count) {
        return book.of(List.of(name), made -> count ? SeriesBook.counts(List.of(name)) : made.numbers(List.of(name)))[
                0];
    }

    private void counts(SeriesHandle[] series, long... unsigned) {
        for (int i = 0; i < unsigned.length; i++) readings.add(Reading.ofCount(series[i], unsigned[i]));
    }

    private static Label[] labels(String interfaceName, String peer) {
        return new Label[] {new Label("interface", interfaceName), new Label("peer", peer)};
    }
}
