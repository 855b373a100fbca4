/** Events over Kafka: publishing, taking in, dead letters, state topics. */
@NullMarked
package io.meshplane.platform.event;

import org.jspecify.annotations.NullMarked;
