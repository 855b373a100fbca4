/** Tests of the usage counters' way out. */
@NullMarked
package io.meshplane.agent.domain.usage;

import org.jspecify.annotations.NullMarked;
