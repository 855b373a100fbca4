/** Generated telemetry and logs of routers: the same seed gives the same, on every machine. */
@NullMarked
package io.meshplane.testkit.telemetry;

import org.jspecify.annotations.NullMarked;
