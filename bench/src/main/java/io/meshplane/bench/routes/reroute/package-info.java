/** From a link's death to the new route on Kafka, with real processes. */
@NullMarked
package io.meshplane.bench.routes.reroute;

import org.jspecify.annotations.NullMarked;
