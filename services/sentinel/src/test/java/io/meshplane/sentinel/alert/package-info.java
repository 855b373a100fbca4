/** Tests of waking people, from signals to pages. */
@NullMarked
package io.meshplane.sentinel.alert;

import org.jspecify.annotations.NullMarked;
