/** A real single-node KRaft broker in this process, with the house's topics. */
@NullMarked
package io.meshplane.devstack.kafka;

import org.jspecify.annotations.NullMarked;
