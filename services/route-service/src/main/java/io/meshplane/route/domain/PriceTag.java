package io.meshplane.route.domain;

import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;

/** What a node asks for traffic that it forwards over an interface. */
public record PriceTag(Price price, Asset asset) {}
