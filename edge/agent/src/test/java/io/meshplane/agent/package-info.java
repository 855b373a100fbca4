/** Tests of the agent as a whole. */
@NullMarked
package io.meshplane.agent;

import org.jspecify.annotations.NullMarked;
