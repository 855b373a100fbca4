@NullMarked
package io.meshplane.ingest.chunk;

import org.jspecify.annotations.NullMarked;
