/**
 * {@code up} and {@code doctor}: builds, starts, watches and stops the parts of the system. This package needs nothing but the
 * JDK, since {@code ./meshplane} compiles it before Maven has run; what may be absent is an Optional.
 */
@NullMarked
package io.meshplane.launcher;

import org.jspecify.annotations.NullMarked;
