/** {@code demo}: tells the whole story against a running system, and fails where it does not happen. */
@NullMarked
package io.meshplane.launcher.demo;

import org.jspecify.annotations.NullMarked;
