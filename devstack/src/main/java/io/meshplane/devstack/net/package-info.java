/** Where stand-ins serve. */
@NullMarked
package io.meshplane.devstack.net;

import org.jspecify.annotations.NullMarked;
