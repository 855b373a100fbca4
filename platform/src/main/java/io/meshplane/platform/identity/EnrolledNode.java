package io.meshplane.platform.identity;

import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;

/** A node whose signature was verified. */
public record EnrolledNode(NodeId id, NetworkId network, NodeRole role, String name) {}
