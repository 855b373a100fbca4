package io.meshplane.ingest.adapter.db;

import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.ingest.domain.series.NodePulse;
import io.meshplane.ingest.domain.series.SeriesName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Nodes and names of series for those who ask, within a transaction. */
public final class NodeReads {
    private static final String PAGE = """
        select node_no, node_id, version, newest_ms, heard_ms, offset_ms, interval_ms, correction_ms from node
        where network_id = ? and node_id > ? and heard_ms > 0 order by node_id limit ?\
        """;
    private static final String FIND = """
        select node_no, node_id, version, newest_ms, heard_ms, offset_ms, interval_ms, correction_ms from node
        where network_id = ? and node_id = ? and heard_ms > 0\
        """;
    private static final String NAMES = """
        select number, name, labels from series where node_no = ? and number > ? and starts_with(name, ?)
        order by number\
        """;
    private static final int FETCH_ROWS = 1_000;

    private final Connection connection;

    public NodeReads(Connection connection) {
        this.connection = connection;
    }

    /** A node's row, without its values. One whose first upload is just being written is not there yet. */
    public record Row(int nodeNo, String nodeId, int version, NodePulse pulse) {}

    /** Nodes of a network by id. */
    public List<Row> page(String network, String after, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, network);
            select.setString(2, after);
            select.setInt(3, limit);
            return rows(select);
        }
    }

    /** One node. */
    public Optional<Row> find(NodeKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, key.networkId());
            select.setString(2, key.nodeId());
            return rows(select).stream().findFirst();
        }
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                NodePulse pulse = new NodePulse(
                        rows.getLong(4), rows.getLong(5), rows.getLong(6), rows.getLong(7), rows.getLong(8));
                found.add(new Row(rows.getInt(1), rows.getString(2), rows.getInt(3), pulse));
            }
        }
        return found;
    }

    /**
     * Names of a node's series by number.
     *
     * @param after only higher numbers
     * @param prefix of the name
     * @param limit most of them
     */
    public List<SeriesName> names(int nodeNo, int after, String prefix, Predicate<SeriesName> fits, int limit)
            throws SQLException {
        List<SeriesName> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(NAMES)) {
            select.setFetchSize(FETCH_ROWS);
            select.setInt(1, nodeNo);
            select.setInt(2, after);
            select.setString(3, prefix);
            try (ResultSet rows = select.executeQuery()) {
                while (names.size() < limit && rows.next()) {
                    String[] labels = (String[]) rows.getArray(3).getArray();
                    SeriesName name = new SeriesName(rows.getInt(1), rows.getString(2), Arrays.asList(labels));
                    if (fits.test(name)) names.add(name);
                }
            }
        }
        return names;
    }
}
