/** What the read side decides: which series a node has, which of its values are current, what is kept, what a question is answered with. */
@NullMarked
package io.meshplane.ingest.domain.series;

import org.jspecify.annotations.NullMarked;
