/** Each fault of the proxy, as a client sees it. */
@NullMarked
package io.meshplane.testkit.chain;

import org.jspecify.annotations.NullMarked;
