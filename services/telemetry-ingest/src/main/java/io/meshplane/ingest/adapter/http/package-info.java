/** Where nodes upload and operators look. */
@NullMarked
package io.meshplane.ingest.adapter.http;

import org.jspecify.annotations.NullMarked;
