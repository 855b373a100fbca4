/** What forwarding decides: names, when to try again, whom not to ask. */
@NullMarked
package io.meshplane.ingest.domain.forward;

import org.jspecify.annotations.NullMarked;
