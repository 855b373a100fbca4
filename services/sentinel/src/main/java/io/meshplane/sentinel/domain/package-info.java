/** Pools, health and the answer that DNS should give; no I/O, no clock. */
@NullMarked
package io.meshplane.sentinel.domain;

import org.jspecify.annotations.NullMarked;
