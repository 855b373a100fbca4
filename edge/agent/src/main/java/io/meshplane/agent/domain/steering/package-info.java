/** What the control plane wants of babeld, and how a router gets there and back without losing its way. */
@NullMarked
package io.meshplane.agent.domain.steering;

import org.jspecify.annotations.NullMarked;
