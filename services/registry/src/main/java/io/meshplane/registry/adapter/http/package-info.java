/** REST of operators and of enrolling nodes. */
@NullMarked
package io.meshplane.registry.adapter.http;

import org.jspecify.annotations.NullMarked;
