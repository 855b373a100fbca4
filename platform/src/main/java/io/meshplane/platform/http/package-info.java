/** REST edges: RFC 9457 problems, bounded and strict bodies. */
@NullMarked
package io.meshplane.platform.http;

import org.jspecify.annotations.NullMarked;
