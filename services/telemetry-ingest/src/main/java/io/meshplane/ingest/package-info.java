/** Edge to Kafka: authenticates, decodes, de-duplicates and publishes telemetry. */
@NullMarked
package io.meshplane.ingest;

import org.jspecify.annotations.NullMarked;
