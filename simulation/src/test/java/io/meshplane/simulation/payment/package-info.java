/** The promise about payments, over many lives; and that a broken rule shows. */
@NullMarked
package io.meshplane.simulation.payment;

import org.jspecify.annotations.NullMarked;
