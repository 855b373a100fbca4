/** {@code bench agent}: what the agent's process and its reports cost a router. */
@NullMarked
package io.meshplane.bench.agent;

import org.jspecify.annotations.NullMarked;
