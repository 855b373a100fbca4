/** Routers of a simulated mesh over a real topology, for demonstrations and load. */
@NullMarked
package io.meshplane.agent.simulated;

import org.jspecify.annotations.NullMarked;
