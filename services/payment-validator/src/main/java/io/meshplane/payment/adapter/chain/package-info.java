/** Full nodes over JSON-RPC, asked with deadlines and bounded bodies. */
@NullMarked
package io.meshplane.payment.adapter.chain;

import org.jspecify.annotations.NullMarked;
