/** A development name server: authoritative for one zone, with TSIG and RFC 2136 updates. */
@NullMarked
package io.meshplane.devstack.dns;

import org.jspecify.annotations.NullMarked;
