/** Tests of the agent's rules and parsers. */
@NullMarked
package io.meshplane.agent.domain.steering;

import org.jspecify.annotations.NullMarked;
