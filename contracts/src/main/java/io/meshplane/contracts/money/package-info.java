/** Integer money: assets, amounts and prices, never a float. */
@NullMarked
package io.meshplane.contracts.money;

import org.jspecify.annotations.NullMarked;
