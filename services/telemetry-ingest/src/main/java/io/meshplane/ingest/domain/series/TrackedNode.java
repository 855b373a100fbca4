package io.meshplane.ingest.domain.series;

/** A node as the read side knows it while it writes. Not thread-safe. */
public final class TrackedNode {
    private final int nodeNo;
    private final NodeSeries series;
    private int version;
    private NodePulse pulse;

    /**
     * A node.
     *
     * @param nodeNo its number in the database
     * @param version of its row: whoever writes it next counts one more, so that a stale writer is found out
     */
    public TrackedNode(int nodeNo, int version, NodePulse pulse, NodeSeries series) {
        this.nodeNo = nodeNo;
        this.version = version;
        this.pulse = pulse;
        this.series = series;
    }

    public int nodeNo() {
        return nodeNo;
    }

    public int version() {
        return version;
    }

    /** Its row was written. */
    public void written() {
        version++;
    }

    public NodePulse pulse() {
        return pulse;
    }

    public void beat(NodePulse next) {
        pulse = next;
    }

    public NodeSeries series() {
        return series;
    }
}
