package io.meshplane.payment.domain.usage;

/**
 * A version of a price in the list of a network.
 *
 * @param seller node id
 */
public record Listed(String seller, Lot lot, Tariff tariff) {}
