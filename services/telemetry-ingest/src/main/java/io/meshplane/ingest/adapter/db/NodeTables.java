package io.meshplane.ingest.adapter.db;

import io.meshplane.ingest.chunk.NewestValues;
import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.ingest.domain.series.NodePulse;
import io.meshplane.ingest.domain.series.NodeSeries;
import io.meshplane.ingest.domain.series.SeriesName;
import io.meshplane.ingest.domain.series.TrackedNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Nodes and their series, within a transaction. */
public final class NodeTables {
    private static final String ENSURE = """
        insert into node(network_id, node_id) select * from unnest(?::text[], ?::text[]) on conflict do nothing\
        """;
    private static final String LOAD = """
        select node_no, network_id, node_id, version, newest_ms, heard_ms, offset_ms, interval_ms, correction_ms, newest
        from node join unnest(?::text[], ?::text[]) as asked(network, id) on network_id = network and node_id = id\
        """;
    private static final String LOAD_SERIES = "select node_no, number, hash from series where node_no = any(?)";
    private static final String ADD_SERIES =
            "insert into series(node_no, number, hash, name, labels) values (?, ?, ?, ?, ?)";
    private static final String KEEP = """
        update node set version = seen.version + 1, newest_ms = seen.newest_ms, heard_ms = seen.heard_ms,
            offset_ms = seen.offset_ms, interval_ms = seen.interval_ms, correction_ms = seen.correction_ms,
            newest = seen.newest
        from unnest(?::int[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[])
            as seen(node_no, version, newest_ms, heard_ms, offset_ms, interval_ms, correction_ms, newest)
        where node.node_no = seen.node_no and node.version = seen.version\
        """;

    private static final String FORGET_SERIES = "delete from series where node_no = ? and number = any(?)";
    private static final String NEXT_VERSION = "update node set version = version + 1 where node_no = ?";
    private static final String FORGET_NODES = "delete from node where newest_ms < ? and heard_ms < ?";

    private static final Logger LOG = Logger.getLogger(NodeTables.class);

    private final Connection connection;

    public NodeTables(Connection connection) {
        this.connection = connection;
    }

    /** A series that is new. */
    public record NewSeries(int nodeNo, long hash, SeriesName name) {}

    /** Makes rows for nodes that have none. */
    public void ensure(Collection<NodeKey> keys) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ENSURE)) {
            bind(insert, keys);
            insert.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, Collection<NodeKey> keys) throws SQLException {
        statement.setArray(1, texts(keys.stream().map(NodeKey::networkId).toList()));
        statement.setArray(2, texts(keys.stream().map(NodeKey::nodeId).toList()));
    }

    private Array texts(List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** The nodes of these keys that have a row, with all their series. */
    public Map<NodeKey, TrackedNode> load(Collection<NodeKey> keys) throws SQLException {
        Map<NodeKey, TrackedNode> nodes = new LinkedHashMap<>();
        Map<Integer, byte[]> newest = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LOAD)) {
            bind(select, keys);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    NodePulse pulse = new NodePulse(
                            rows.getLong(5), rows.getLong(6), rows.getLong(7), rows.getLong(8), rows.getLong(9));
                    TrackedNode node = new TrackedNode(rows.getInt(1), rows.getInt(4), pulse, new NodeSeries());
                    nodes.put(new NodeKey(rows.getString(2), rows.getString(3)), node);
                    newest.put(node.nodeNo(), rows.getBytes(10));
                }
            }
        }
        loadSeries(nodes.values(), newest);
        return nodes;
    }

    private void loadSeries(Collection<TrackedNode> nodes, Map<Integer, byte[]> newest) throws SQLException {
        Map<Integer, NodeSeries> byNumber = new HashMap<>();
        for (TrackedNode node : nodes) byNumber.put(node.nodeNo(), node.series());
        try (PreparedStatement select = connection.prepareStatement(LOAD_SERIES)) {
            select.setArray(1, connection.createArrayOf("int", byNumber.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    NodeSeries series = byNumber.get(rows.getInt(1));
                    if (series != null) series.restore(rows.getInt(2), rows.getLong(3));
                }
            }
        }
        for (TrackedNode node : nodes) {
            if (!NewestValues.read(newest.getOrDefault(node.nodeNo(), new byte[0]), node.series())) {
                LOG.errorf("newest values are damaged and begin anew nodeNo=%d", node.nodeNo());
            }
        }
    }

    /** Adds series. */
    public void add(List<NewSeries> added) throws SQLException {
        if (added.isEmpty()) return;
        try (PreparedStatement insert = connection.prepareStatement(ADD_SERIES)) {
            for (NewSeries one : added) {
                insert.setInt(1, one.nodeNo());
                insert.setInt(2, one.name().number());
                insert.setLong(3, one.hash());
                insert.setString(4, one.name().name());
                insert.setArray(5, texts(one.name().labels()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Keeps the nodes as they are now.
     *
     * @return false if somebody else has written one of them since it was loaded: then the transaction must not be committed
     */
    public boolean keep(Collection<TrackedNode> nodes) throws SQLException {
        List<TrackedNode> rows = new ArrayList<>(nodes);
        try (PreparedStatement update = connection.prepareStatement(KEEP)) {
            update.setArray(1, numbers("int", rows, TrackedNode::nodeNo));
            update.setArray(2, numbers("int", rows, TrackedNode::version));
            update.setArray(3, numbers("bigint", rows, node -> node.pulse().newestMs()));
            update.setArray(4, numbers("bigint", rows, node -> node.pulse().heardMs()));
            update.setArray(5, numbers("bigint", rows, node -> node.pulse().offsetMs()));
            update.setArray(6, numbers("bigint", rows, node -> node.pulse().intervalMs()));
            update.setArray(7, numbers("bigint", rows, node -> node.pulse().correctionMs()));
            byte[][] newest =
                    rows.stream().map(node -> NewestValues.write(node.series())).toArray(byte[][]::new);
            update.setArray(8, connection.createArrayOf("bytea", newest));
            return update.executeUpdate() == rows.size();
        }
    }

    /** Forgets series of a node; whoever has the node in memory will find out. */
    public void forget(int nodeNo, List<Integer> numbers) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(FORGET_SERIES)) {
            delete.setInt(1, nodeNo);
            delete.setArray(2, connection.createArrayOf("int", numbers.toArray()));
            delete.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(NEXT_VERSION)) {
            update.setInt(1, nodeNo);
            update.executeUpdate();
        }
    }

    /** Forgets nodes that have not been heard since a time, with their series. */
    public int forgetSilentSince(long sinceMs) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(FORGET_NODES)) {
            delete.setLong(1, sinceMs);
            delete.setLong(2, sinceMs);
            return delete.executeUpdate();
        }
    }

    private Array numbers(String type, List<TrackedNode> rows, Function<TrackedNode, ? extends Number> of)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(of).toArray());
    }
}
