/** Content codings of bodies, undone within bounds. */
@NullMarked
package io.meshplane.ingest.adapter.standard.body;

import org.jspecify.annotations.NullMarked;
