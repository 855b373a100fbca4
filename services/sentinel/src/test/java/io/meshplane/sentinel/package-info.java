/** Tests of the sentinel as a whole, against the development stack. */
@NullMarked
package io.meshplane.sentinel;

import org.jspecify.annotations.NullMarked;
