/** When the path over which the node reports was broken. */
@NullMarked
package io.meshplane.agent.domain.uplink;

import org.jspecify.annotations.NullMarked;
