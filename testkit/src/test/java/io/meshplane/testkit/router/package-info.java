/** Tests of what routers are made of. */
@NullMarked
package io.meshplane.testkit.router;

import org.jspecify.annotations.NullMarked;
