/** REST for nodes that claim and operators who look. */
@NullMarked
package io.meshplane.payment.adapter.http;

import org.jspecify.annotations.NullMarked;
