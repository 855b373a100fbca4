/** The Kafka topics of the house, in one place. */
@NullMarked
package io.meshplane.contracts.topic;

import org.jspecify.annotations.NullMarked;
