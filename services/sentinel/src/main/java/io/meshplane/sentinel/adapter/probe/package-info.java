/** Probes of members from this instance as a vantage point. */
@NullMarked
package io.meshplane.sentinel.adapter.probe;

import org.jspecify.annotations.NullMarked;
