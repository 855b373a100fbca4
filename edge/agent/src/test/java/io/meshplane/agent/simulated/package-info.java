/** Tests of the simulated mesh. */
@NullMarked
package io.meshplane.agent.simulated;

import org.jspecify.annotations.NullMarked;
