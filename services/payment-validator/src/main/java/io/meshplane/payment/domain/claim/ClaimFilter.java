package io.meshplane.payment.domain.claim;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import java.util.Optional;

/**
 * Which claims to list.
 *
 * @param node of any node if empty
 * @param state in any state if empty
 * @param before the number below which they are listed, the newest first
 */
public record ClaimFilter(
        NetworkId network, Optional<NodeId> node, Optional<ClaimState> state, long before, int limit) {}
