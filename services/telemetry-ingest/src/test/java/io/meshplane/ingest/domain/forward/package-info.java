@NullMarked
package io.meshplane.ingest.domain.forward;

import org.jspecify.annotations.NullMarked;
