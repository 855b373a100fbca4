/** Tests of the series' database. */
@NullMarked
package io.meshplane.ingest.adapter.db;

import org.jspecify.annotations.NullMarked;
