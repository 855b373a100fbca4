/** The registry: flows, wiring and configuration. Who is a node, and with which key. */
@NullMarked
package io.meshplane.registry;

import org.jspecify.annotations.NullMarked;
