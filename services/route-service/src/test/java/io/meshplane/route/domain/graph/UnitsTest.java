package io.meshplane.route.domain.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.meshplane.contracts.money.Price;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void countsPricesOfWeiExactly() {
        Price one = Price.parse("1000000000000000000");
        Price two = Price.parse("250000000000000000");

        PriceUnit unit = PriceUnit.of(List.of(one, two, Price.FREE)).orElseThrow();

        assertThat(unit.units(one)).isEqualTo(4);
        assertThat(unit.units(two)).isEqualTo(1);
        assertThat(unit.units(Price.FREE)).isZero();
        assertThat(unit.price(5)).isEqualTo(Price.parse("1250000000000000000"));
    }

    @Test
    void refusesPricesThatHaveNoCommonUnit() {
        Price most = Price.of(0xffff_ffffL);

        assertThat(PriceUnit.of(List.of(most, Price.of(1))).orElseThrow().units(most))
                .isEqualTo(-1);
        assertThat(PriceUnit.of(List.of(Price.of(0x1_0000_0000L), Price.of(1)))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PriceUnit.of(List.of(Price.of(6))).orElseThrow().units(Price.of(7)));
    }

    @Test
    void needsNoUnitWhereEverythingIsFree() {
        assertThat(PriceUnit.of(List.of())).contains(PriceUnit.ONE);
        assertThat(PriceUnit.of(List.of(Price.FREE))).contains(PriceUnit.ONE);
    }

    @Test
    void addsLossesAsPartsMultiply() {
        assertThat(Loss.of(1)).isEqualTo((char) 0);
        assertThat(Loss.of(0.5)).isEqualTo((char) 1024);
        assertThat(Loss.of(0)).isEqualTo(Loss.ALL);
        assertThat(Loss.arriving(Loss.of(0.9) + Loss.of(0.8))).isCloseTo(0.72, within(0.001));
        assertThatIllegalArgumentException().isThrownBy(() -> Loss.of(1.01));
        assertThatIllegalArgumentException().isThrownBy(() -> Loss.of(Double.NaN));
    }
}
