/** Trees and their updates on large synthetic meshes. */
@NullMarked
package io.meshplane.bench.routes.engine;

import org.jspecify.annotations.NullMarked;
