/** Tests of the launcher. */
@NullMarked
package io.meshplane.launcher;

import org.jspecify.annotations.NullMarked;
