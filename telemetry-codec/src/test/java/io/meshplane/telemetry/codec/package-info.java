/** Tests of the batch format. */
@NullMarked
package io.meshplane.telemetry.codec;

import org.jspecify.annotations.NullMarked;
