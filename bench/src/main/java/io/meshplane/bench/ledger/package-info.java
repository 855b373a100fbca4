/** {@code bench ledger}: how fast the books take transfers and answer, beside one plain INSERT per posting. */
@NullMarked
package io.meshplane.bench.ledger;

import org.jspecify.annotations.NullMarked;
