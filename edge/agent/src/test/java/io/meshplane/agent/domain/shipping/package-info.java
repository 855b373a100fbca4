/** Tests of the shipping rules. */
@NullMarked
package io.meshplane.agent.domain.shipping;

import org.jspecify.annotations.NullMarked;
