/** Tests of the suite routes. */
@NullMarked
package io.meshplane.bench.routes;

import org.jspecify.annotations.NullMarked;
