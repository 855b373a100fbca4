/** Link state to routes and prices. */
@NullMarked
package io.meshplane.route;

import org.jspecify.annotations.NullMarked;
