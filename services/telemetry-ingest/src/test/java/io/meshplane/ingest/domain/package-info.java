/** Tests of the pure rules. */
@NullMarked
package io.meshplane.ingest.domain;

import org.jspecify.annotations.NullMarked;
