/** Policies on a mesh from a file, timed and checked. */
@NullMarked
package io.meshplane.bench.routes.topology;

import org.jspecify.annotations.NullMarked;
