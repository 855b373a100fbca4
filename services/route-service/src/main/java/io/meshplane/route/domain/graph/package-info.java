/** The mesh in flat arrays: shortest-path trees kept up to date, exact choices of price and quality, and what they say. Pure. */
@NullMarked
package io.meshplane.route.domain.graph;

import org.jspecify.annotations.NullMarked;
