/** {@code bench payments}: proofs, claims with failing full nodes beside the field's practice, and the simulation. */
@NullMarked
package io.meshplane.bench.payments;

import org.jspecify.annotations.NullMarked;
