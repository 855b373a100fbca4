/** Waking people: signals in, alerts kept, pages out. */
@NullMarked
package io.meshplane.sentinel.alert;

import org.jspecify.annotations.NullMarked;
