/** The sentinel: flows, wiring and configuration. Is it still up, and if not, where do we send people. */
@NullMarked
package io.meshplane.sentinel;

import org.jspecify.annotations.NullMarked;
