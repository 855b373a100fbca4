/** Tests of the rules of waking people. */
@NullMarked
package io.meshplane.sentinel.domain.alert;

import org.jspecify.annotations.NullMarked;
