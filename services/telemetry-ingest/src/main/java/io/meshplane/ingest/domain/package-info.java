/** Which uploads are new, which came before, and which are missing. Pure. */
@NullMarked
package io.meshplane.ingest.domain;

import org.jspecify.annotations.NullMarked;
