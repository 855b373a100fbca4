/** Tests of the HTTP edge without a server. */
@NullMarked
package io.meshplane.ingest.adapter.http;

import org.jspecify.annotations.NullMarked;
