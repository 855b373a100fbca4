/** The suite's command line, figures and proofs. */
@NullMarked
package io.meshplane.bench.payments;

import org.jspecify.annotations.NullMarked;
