/** Tests of the service against the real stack. */
@NullMarked
package io.meshplane.ingest;

import org.jspecify.annotations.NullMarked;
