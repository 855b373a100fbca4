/** Tests of the calls to the control plane. */
@NullMarked
package io.meshplane.agent.adapter.http;

import org.jspecify.annotations.NullMarked;
