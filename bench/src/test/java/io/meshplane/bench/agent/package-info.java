/** Tests of the agent bench. */
@NullMarked
package io.meshplane.bench.agent;

import org.jspecify.annotations.NullMarked;
