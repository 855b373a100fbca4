@NullMarked
package io.meshplane.telemetry.entropy;

import org.jspecify.annotations.NullMarked;
