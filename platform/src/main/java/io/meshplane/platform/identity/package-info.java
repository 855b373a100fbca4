/** Who calls: nodes by signature, operators by token, each within its network. */
@NullMarked
package io.meshplane.platform.identity;

import org.jspecify.annotations.NullMarked;
