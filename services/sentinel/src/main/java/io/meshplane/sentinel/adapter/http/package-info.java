/** REST of operators and the health checks. */
@NullMarked
package io.meshplane.sentinel.adapter.http;

import org.jspecify.annotations.NullMarked;
