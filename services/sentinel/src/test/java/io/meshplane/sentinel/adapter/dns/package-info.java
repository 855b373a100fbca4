/** Tests of adapter.dns of the sentinel. */
@NullMarked
package io.meshplane.sentinel.adapter.dns;

import org.jspecify.annotations.NullMarked;
