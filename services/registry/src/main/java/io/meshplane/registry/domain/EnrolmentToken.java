package io.meshplane.registry.domain;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's permission for one node to join. Only its hash is kept.
 *
 * @param usedBy the node that joined with it; null while it is unused
 */
public record EnrolmentToken(
        NetworkId network,
        Role role,
        Instant expiresAt,
        @Nullable NodeId usedBy) {
    EnrolmentToken usedBy(NodeId node) {
        return new EnrolmentToken(network, role, expiresAt, node);
    }
}
