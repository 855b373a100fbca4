package io.meshplane.payment.domain.ledger;

/**
 * How far a counter epoch is billed.
 *
 * @param bytes highest counter seen, unsigned 64 bit; all up to it is billed
 * @param tariff bills what comes after {@code bytes}
 * @param tariffFromBytes the counter value from which this tariff holds
 */
public record Reading(long bytes, Tariff tariff, long tariffFromBytes) {}
