package io.meshplane.ingest;

import io.meshplane.contracts.event.MetricsReported;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.ingest.adapter.kafka.Cursors;
import io.meshplane.ingest.adapter.kafka.UploadArchive;
import io.meshplane.ingest.domain.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What operators ask about uploads. */
@ApplicationScoped
public class TelemetryFlow {
    private final Cursors cursors;
    private final UploadArchive archive;

    TelemetryFlow(Cursors cursors, UploadArchive archive) {
        this.cursors = cursors;
        this.archive = archive;
    }

    /** See {@link Cursors#page}. */
    public List<Progress> page(NetworkId network, String after, int limit) {
        return cursors.page(network, after, limit);
    }

    /** The newest upload of a node of this network; blocking, see {@link UploadArchive#read}. */
    public Optional<MetricsReported> newest(NetworkId network, NodeId node) {
        return cursors.find(node)
                .filter(progress -> progress.network().equals(network))
                .flatMap(progress -> archive.read(progress.newestPartition(), progress.newestOffset()))
                .filter(upload -> upload.getNodeId().equals(node.value())); // a topic made anew begins at 0 again
    }
}
