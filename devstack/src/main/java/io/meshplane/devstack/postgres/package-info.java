/** A real PostgreSQL as a child process, durable and with passwords. */
@NullMarked
package io.meshplane.devstack.postgres;

import org.jspecify.annotations.NullMarked;
