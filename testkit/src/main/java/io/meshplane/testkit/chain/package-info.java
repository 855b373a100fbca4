/** Real full nodes, driven so that they agree, and a proxy that makes any of them fail in every way that nodes do. */
@NullMarked
package io.meshplane.testkit.chain;

import org.jspecify.annotations.NullMarked;
