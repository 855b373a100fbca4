/** Whole-system tests: the launcher, its processes, and what happens when one of them is killed. */
@NullMarked
package io.meshplane.e2e;

import org.jspecify.annotations.NullMarked;
