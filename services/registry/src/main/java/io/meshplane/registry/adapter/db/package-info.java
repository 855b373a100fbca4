/** Rows and transactions of the registry. */
@NullMarked
package io.meshplane.registry.adapter.db;

import org.jspecify.annotations.NullMarked;
