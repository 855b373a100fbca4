/** The development stack for tests of services: real Kafka and PostgreSQL, stand-ins for DNS, chain and issuer. */
@NullMarked
package io.meshplane.testkit.stack;

import org.jspecify.annotations.NullMarked;
