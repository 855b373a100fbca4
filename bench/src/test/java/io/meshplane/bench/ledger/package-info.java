/** Tests of the package. */
@NullMarked
package io.meshplane.bench.ledger;

import org.jspecify.annotations.NullMarked;
