package io.meshplane.payment.domain.ledger;

import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;

/** What traffic costs, and in what it is paid. */
public record Tariff(Price price, Asset asset) {}
