package io.meshplane.ingest;

import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.contracts.event.UploadAccepted;
import org.jspecify.annotations.Nullable;

/**
 * An upload as it lies on Kafka.
 *
 * @param eventId of its record
 * @param upload without its series
 * @param number null if the sender numbers nothing
 */
public record StoredUpload(
        String eventId, UploadAccepted upload, @Nullable UploadHeaders number, int partition, long offset) {}
