/** Synthetic meshes. */
@NullMarked
package io.meshplane.testkit.mesh;

import org.jspecify.annotations.NullMarked;
