package io.meshplane.agent;

import io.meshplane.agent.domain.BackOff;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one agent is told.
 *
 * @param data its folder: key, enrolment, spool
 * @param enrolmentToken single-use; null = it is enrolled already
 * @param paymentAddress 0x and 40 hex digits, the wallet that pays for this node; null = none
 * @param paymentSignature that wallet's, 0x and 130 hex digits (docs/wallet-proof.md); null = none, or it is enrolled already
 * @param interval between two samples
 * @param batch time that a batch covers; null = as the format and the node's role have it
 * @param spoolBytes of batches that wait, at most
 * @param backOff of the calls to the control plane
 */
public record NodeSettings(
        String name,
        Path data,
        @Nullable String enrolmentToken,
        @Nullable String paymentAddress,
        @Nullable String paymentSignature,
        Duration interval,
        @Nullable Duration batch,
        long spoolBytes,
        BackOff backOff,
        String agentVersion) {
    public NodeSettings {
        if (interval.toMillis() < 10 || (batch != null && batch.compareTo(interval) < 0)) {
            throw new IllegalArgumentException("10 ms <= interval <= batch is expected");
        }
    }
}
