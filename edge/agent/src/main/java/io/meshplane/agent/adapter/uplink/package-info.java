/** What this host can see of its way to the control plane. */
@NullMarked
package io.meshplane.agent.adapter.uplink;

import org.jspecify.annotations.NullMarked;
