/** Tests of the service against the real stack, and of its events. */
@NullMarked
package io.meshplane.route;

import org.jspecify.annotations.NullMarked;
