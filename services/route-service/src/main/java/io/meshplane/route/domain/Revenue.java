package io.meshplane.route.domain;

import io.meshplane.route.domain.graph.PriceUnit;
import java.math.BigInteger;

/** Price units times bytes as money. */
final class Revenue {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    /** In base units of the asset, rounded towards zero. */
    static BigInteger of(BigInteger unitsTimesBytes, PriceUnit unit) {
        return unitsTimesBytes.multiply(unit.value()).divide(BILLION);
    }

    private Revenue() {}
}
