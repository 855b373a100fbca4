/** Tests of the uplink's watch. */
@NullMarked
package io.meshplane.agent.domain.uplink;

import org.jspecify.annotations.NullMarked;
