/** Tests of the package. */
@NullMarked
package io.meshplane.bench;

import org.jspecify.annotations.NullMarked;
