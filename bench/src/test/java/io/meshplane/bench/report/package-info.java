/** Tests of the package. */
@NullMarked
package io.meshplane.bench.report;

import org.jspecify.annotations.NullMarked;
