/** Tests of adapter.http of the sentinel. */
@NullMarked
package io.meshplane.sentinel.adapter.http;

import org.jspecify.annotations.NullMarked;
