/** How series lie in the database: some hours of a node's values in a row of a few kilobytes. No I/O. */
@NullMarked
package io.meshplane.ingest.chunk;

import org.jspecify.annotations.NullMarked;
