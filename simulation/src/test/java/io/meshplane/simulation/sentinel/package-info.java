/** Healthy hosts behind lossy ways, watched by the sentinel's rules and by those of others. */
@NullMarked
package io.meshplane.simulation.sentinel;

import org.jspecify.annotations.NullMarked;
