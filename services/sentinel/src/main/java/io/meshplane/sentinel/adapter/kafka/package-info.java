/** Events that the sentinel takes in. */
@NullMarked
package io.meshplane.sentinel.adapter.kafka;

import org.jspecify.annotations.NullMarked;
