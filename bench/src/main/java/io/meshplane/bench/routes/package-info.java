/** The suite routes: trees, policies on real meshes, and the time to a new route, each beside what can be compared. */
@NullMarked
package io.meshplane.bench.routes;

import org.jspecify.annotations.NullMarked;
