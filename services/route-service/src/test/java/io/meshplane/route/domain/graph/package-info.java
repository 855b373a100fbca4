/** Tests of the graph against searches that share nothing with it. */
@NullMarked
package io.meshplane.route.domain.graph;

import org.jspecify.annotations.NullMarked;
