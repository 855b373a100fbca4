/** The authoritative name server: reading and RFC 2136 updates under TSIG. */
@NullMarked
package io.meshplane.sentinel.adapter.dns;

import org.jspecify.annotations.NullMarked;
