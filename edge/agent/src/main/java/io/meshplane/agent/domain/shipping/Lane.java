package io.meshplane.agent.domain.shipping;

/** One of the two ways out. Each keeps its order, has one batch in flight at most, and its own chain of codec state. */
public enum Lane {
    /** What is measured now; early where something urgent is in it. */
    LIVE,
    /** What an outage or a restart left behind, oldest first, at a share of the uplink. */
    BACKLOG
}
