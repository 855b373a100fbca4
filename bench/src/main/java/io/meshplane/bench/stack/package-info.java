/** The parts that a service of ours runs on, started for a measurement, and how to talk to it cheaply. */
@NullMarked
package io.meshplane.bench.stack;

import org.jspecify.annotations.NullMarked;
