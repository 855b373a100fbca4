/** Judges, writers and a name server on one virtual clock, in bad weather; a seed in, a verdict out. */
@NullMarked
package io.meshplane.sentinel.simulation;

import org.jspecify.annotations.NullMarked;
