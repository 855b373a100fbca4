/** Changed inputs for decoders of bytes from outside. */
@NullMarked
package io.meshplane.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
