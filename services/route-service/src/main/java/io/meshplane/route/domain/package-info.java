/** The mesh of a network, its shortest paths and their prices. Pure. */
@NullMarked
package io.meshplane.route.domain;

import org.jspecify.annotations.NullMarked;
