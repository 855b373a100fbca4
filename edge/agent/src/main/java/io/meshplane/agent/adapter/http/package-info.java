/** The agent's calls to the control plane, and its local status page. */
@NullMarked
package io.meshplane.agent.adapter.http;

import org.jspecify.annotations.NullMarked;
