/** Benchmarks: {@code ./meshplane bench <suite>}; a suite is a package below. */
@NullMarked
package io.meshplane.bench;

import org.jspecify.annotations.NullMarked;
