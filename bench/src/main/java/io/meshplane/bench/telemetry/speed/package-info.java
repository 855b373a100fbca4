/** Values per CPU second and memory of our codec. */
@NullMarked
package io.meshplane.bench.telemetry.speed;

import org.jspecify.annotations.NullMarked;
