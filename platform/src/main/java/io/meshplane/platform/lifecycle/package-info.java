/** Starting and ending as a process among others. */
@NullMarked
package io.meshplane.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
