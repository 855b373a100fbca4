package io.meshplane.ingest;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.ingest.adapter.kafka.Cursors;
import io.meshplane.ingest.adapter.kafka.UploadArchive;
import io.meshplane.ingest.adapter.kafka.UploadFollower;
import io.meshplane.ingest.adapter.kafka.UploadLog;
import io.meshplane.ingest.domain.Cursor;
import io.meshplane.ingest.domain.StoredMetrics;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What operators ask about uploads. */
@ApplicationScoped
public class TelemetryFlow {
    private final Cursors cursors;
    private final NodeDirectory nodes;
    private final UploadFollower follower;
    private final UploadArchive archive;

    TelemetryFlow(Cursors cursors, NodeDirectory nodes, UploadFollower follower, UploadArchive archive) {
        this.cursors = cursors;
        this.nodes = nodes;
        this.follower = follower;
        this.archive = archive;
    }

    /** How far a node is. */
    public record NodeProgress(NodeId node, Cursor cursor) {}

    /**
     * Nodes of a network that have uploaded, by id.
     *
     * @param after only ids behind this one
     */
    public List<NodeProgress> page(NetworkId network, String after, int limit) {
        return nodes.all().stream()
                .filter(node -> node.getNetworkId().equals(network.value()))
                .map(node -> node.getNodeId())
                .filter(node -> node.compareTo(after) > 0)
                .sorted()
                .flatMap(node -> Optional.ofNullable(cursors.find(node)).stream()
                        .map(cursor -> new NodeProgress(new NodeId(node), cursor)))
                .limit(limit)
                .toList();
    }

    /** The newest upload of a node of this network; blocking, see {@link UploadArchive#read}. */
    public Optional<StoredMetrics> newest(NetworkId network, NodeId node) {
        Optional<EnrolledNode> known =
                nodes.find(node).filter(enrolled -> enrolled.network().equals(network));
        Cursor cursor = cursors.find(node.value());
        if (known.isEmpty() || cursor == null) return Optional.empty();
        return archive.read(UploadLog.partitionOf(node.value(), follower.partitions()), cursor.newestOffset())
                .filter(upload -> upload.nodeId().equals(node.value())); // a topic made anew begins at 0 again
    }
}
