package io.meshplane.registry.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.registry.domain.EnrolmentToken;
import io.meshplane.registry.domain.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An enrolment token by the SHA-256 of its secret, in hex. */
@Entity
@Table(name = "enrolment_token")
class TokenRow {
    @Id
    @Column(name = "token_hash")
    String tokenHash = "";

    @Column(name = "network_id", nullable = false)
    String networkId = "";

    @Column(nullable = false)
    String role = "";

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt = Instant.EPOCH;

    @Column(name = "created_by", nullable = false)
    String createdBy = "";

    @Column(name = "used_by")
    @Nullable String usedBy;

    EnrolmentToken toToken() {
        return new EnrolmentToken(
                new NetworkId(networkId), Role.valueOf(role), expiresAt, usedBy == null ? null : new NodeId(usedBy));
    }
}
