/** What is measured: recordings of nodes, from files or generated. */
@NullMarked
package io.meshplane.bench.telemetry.data;

import org.jspecify.annotations.NullMarked;
