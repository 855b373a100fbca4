@NullMarked
package io.meshplane.ingest.domain.series;

import org.jspecify.annotations.NullMarked;
