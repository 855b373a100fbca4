/** Tests of the package. */
@NullMarked
package io.meshplane.bench.process;

import org.jspecify.annotations.NullMarked;
