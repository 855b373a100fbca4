/** The standard doors, checked against the official messages and real senders. */
@NullMarked
package io.meshplane.ingest.adapter.standard;

import org.jspecify.annotations.NullMarked;
