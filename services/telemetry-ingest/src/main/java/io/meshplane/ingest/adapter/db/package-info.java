/** The series in PostgreSQL, by JDBC: for threads of the read side alone, never for an event loop. */
@NullMarked
package io.meshplane.ingest.adapter.db;

import org.jspecify.annotations.NullMarked;
