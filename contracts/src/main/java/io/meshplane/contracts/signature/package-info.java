/** Signed HTTP requests of nodes: RFC 9421 with Ed25519 over RFC 9530 digests. */
@NullMarked
package io.meshplane.contracts.signature;

import org.jspecify.annotations.NullMarked;
