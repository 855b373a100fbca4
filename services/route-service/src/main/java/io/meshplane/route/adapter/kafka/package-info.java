/** Follows links, prices, nodes and routes. */
@NullMarked
package io.meshplane.route.adapter.kafka;

import org.jspecify.annotations.NullMarked;
