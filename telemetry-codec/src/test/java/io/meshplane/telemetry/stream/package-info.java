/** Tests of format version 2. */
@NullMarked
package io.meshplane.telemetry.stream;

import org.jspecify.annotations.NullMarked;
