package io.meshplane.launcher;

import java.util.List;
import java.util.Optional;

/**
 * A service of the control plane.
 *
 * @param name of its folder, its process and its consumer group
 * @param database it keeps its state in, if any
 */
record Service(String name, Optional<String> database) {
    /** All of them, in the order of their ports. */
    static final List<Service> ALL = List.of(
            new Service("registry", Optional.of("registry")),
            new Service("telemetry-ingest", Optional.of("telemetry")),
            new Service("payment-validator", Optional.of("payment")),
            new Service("route-service", Optional.empty()),
            new Service("sentinel", Optional.empty()));
}
