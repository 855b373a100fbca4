/** Tests of the policies on files. */
@NullMarked
package io.meshplane.bench.routes.topology;

import org.jspecify.annotations.NullMarked;
