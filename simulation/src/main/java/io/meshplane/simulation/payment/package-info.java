/** Payments in a world of full nodes that lie, hang, lag and reorganise, of crashes, of thieves, and of a log that repeats itself. */
@NullMarked
package io.meshplane.simulation.payment;

import org.jspecify.annotations.NullMarked;
