/** CloudEvents 1.0 binary mode over Kafka headers, and event ids derived from their cause. */
@NullMarked
package io.meshplane.contracts.envelope;

import org.jspecify.annotations.NullMarked;
