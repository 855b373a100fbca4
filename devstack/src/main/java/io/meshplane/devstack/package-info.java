/** The development stack's two processes: stores (Kafka, PostgreSQL) and stand-ins (DNS, chain, OIDC issuer). */
@NullMarked
package io.meshplane.devstack;

import org.jspecify.annotations.NullMarked;
