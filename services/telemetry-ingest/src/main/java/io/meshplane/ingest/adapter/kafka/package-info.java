/** What Kafka keeps: cursors and uploads. */
@NullMarked
package io.meshplane.ingest.adapter.kafka;

import org.jspecify.annotations.NullMarked;
