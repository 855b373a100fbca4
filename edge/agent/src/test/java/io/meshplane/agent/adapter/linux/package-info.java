/** Tests of the real router. */
@NullMarked
package io.meshplane.agent.adapter.linux;

import org.jspecify.annotations.NullMarked;
