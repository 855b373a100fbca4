/** Tests of the pure rules. */
@NullMarked
package io.meshplane.route.domain;

import org.jspecify.annotations.NullMarked;
