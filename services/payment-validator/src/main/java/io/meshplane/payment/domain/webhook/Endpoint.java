package io.meshplane.payment.domain.webhook;

import io.meshplane.chain.Bytes;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.domain.webhook.RetryRules.Health;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator wants to be told. It prints no secret.
 *
 * @param why it is DISABLED; else empty
 * @param formerSecret signs beside the secret until {@code formerUntil}
 */
public record Endpoint(
        String id,
        NetworkId network,
        URI url,
        State state,
        String why,
        Bytes secret,
        @Nullable Bytes formerSecret,
        @Nullable Instant formerUntil,
        Health health,
        Instant createdAt) {

    /** Whether it is delivered to. */
    public enum State {
        ACTIVE,
        /** It failed for too long; an operator may enable it again. */
        DISABLED
    }

    /** The secrets that sign now, the newest first. */
    public List<Bytes> secrets(Instant now) {
        return formerSecret != null && formerUntil != null && now.isBefore(formerUntil)
                ? List.of(secret, formerSecret)
                : List.of(secret);
    }

    @Override
    public String toString() {
        return "Endpoint[" + id + " " + state + "]";
    }
}
