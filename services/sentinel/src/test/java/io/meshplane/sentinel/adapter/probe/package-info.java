/** Tests of adapter.probe of the sentinel. */
@NullMarked
package io.meshplane.sentinel.adapter.probe;

import org.jspecify.annotations.NullMarked;
