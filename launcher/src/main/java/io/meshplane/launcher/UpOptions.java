package io.meshplane.launcher;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code up} is asked for.
 *
 * @param mesh simulated routers, 0 to 200
 * @param topology file of their mesh; empty = the one that comes along
 * @param data folder that holds all state
 * @param fresh the state is deleted first
 * @param aot ahead-of-time caches are made and used
 * @param plain one line per change instead of a table
 */
record UpOptions(
        int mesh, Optional<Path> topology, Path data, boolean fresh, PortPlan ports, boolean aot, boolean plain) {
    static final int MESH_MAX = 200;

    static UpOptions standard(Path data) {
        return new UpOptions(0, Optional.empty(), data, false, PortPlan.standard(), true, false);
    }
}
