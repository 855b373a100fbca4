package io.meshplane.payment.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.payment.domain.usage.DivergenceRules.Finding;
import io.meshplane.payment.domain.usage.DivergenceRules.Watch;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivergenceRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final DivergencePolicy POLICY =
            new DivergencePolicy(BigInteger.valueOf(1_000_000), BigInteger.valueOf(1_000), 20, 5);

    private Watch watch = Watch.begin(NOW);

    @ParameterizedTest
    @CsvSource({
        "1000000,  900000,  900000, 0, 0, LOSS",
        "1000000,  900000,  900000, 1, 0, RESET",
        "1000000, 1000000,  500000, 0, 0, PRICE_MISMATCH",
        "4000000,       0,       0, 0, 0, ONE_END_SILENT",
        "      0, 4000000,       0, 0, 0, ONE_END_SILENT",
        " 900000, 1000000,  900000, 0, 0, TAMPERING",
        "1000000,  900000,  900000, 0, 1, TAMPERING",
    })
    void namesTheLikelyCause(long seller, long buyer, long attested, long restarts, long falls, Cause cause) {
        Finding finding =
                look(figures(seller, buyer, attested, restarts, falls), seller >= buyer ? End.BUYER : End.SELLER);

        assertThat(finding).isInstanceOfSatisfying(Finding.Opened.class, opened -> {
            assertThat(opened.report().cause()).isEqualTo(cause);
            assertThat(opened.report().period().sellerBytes()).isEqualTo(seller);
            assertThat(opened.report().period().buyerBytes()).isEqualTo(buyer);
        });
    }

    @Test
    void findsOnePercentOfLossWithinOnePeriodWhereThatIsTooMuch() {
        DivergencePolicy strict = new DivergencePolicy(BigInteger.valueOf(1_000_000), BigInteger.ZERO, 9, 5);

        Finding finding = DivergenceRules.look(watch, figures(1_000_000, 990_000), End.BUYER, strict, NOW)
                .finding();

        assertThat(finding).isInstanceOf(Finding.Opened.class);
    }

    @Test
    void judgesTheEndThatIsBehindOnlyWhenItHasSpoken() {
        assertThat(look(figures(3_000_000, 1_000_000), End.SELLER)).isEqualTo(new Finding.Steady());
        assertThat(look(figures(3_000_000, 2_999_000), End.BUYER)).isEqualTo(new Finding.Steady());
    }

    @Test
    void opensAtMoreThanTheRateAndNotAtTheRateItself() {
        assertThat(look(figures(1_000_000, 980_000), End.BUYER)).isEqualTo(new Finding.Steady());
        watch = Watch.begin(NOW);
        assertThat(look(figures(1_000_000, 979_999), End.BUYER)).isInstanceOf(Finding.Opened.class);
    }

    @Test
    void aRateBetweenBothThresholdsNeitherOpensNorCloses() {
        List<Finding> findings = new ArrayList<>();
        Random random = new Random(3);
        long seller = 0;
        long buyer = 0;
        for (int i = 0; i < 200; i++) {
            seller += 1_000_000;
            buyer += 1_000_000 - (i == 0 ? 30_000 : 6_000 + random.nextInt(13_000));
            findings.add(look(figures(seller, buyer), End.BUYER));
        }

        assertThat(findings.getFirst()).isInstanceOf(Finding.Opened.class);
        assertThat(findings.subList(1, 200)).containsOnly(new Finding.Steady());
        assertThat(look(figures(seller + 1_000_000, buyer + 1_000_000), End.BUYER))
                .isEqualTo(new Finding.Closed());
    }

    @Test
    void oneTroubleIsReportedOnce() {
        look(figures(1_000_000, 900_000), End.BUYER);

        assertThat(look(figures(2_000_000, 1_800_000), End.BUYER)).isEqualTo(new Finding.Steady());
    }

    @Test
    void refusesRatesThatWouldFlap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DivergencePolicy(BigInteger.ONE, BigInteger.ZERO, 5, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DivergencePolicy(BigInteger.ZERO, BigInteger.ZERO, 6, 5));
    }

    private Finding look(Figures figures, End speaker) {
        DivergenceRules.Decision decision = DivergenceRules.look(watch, figures, speaker, POLICY, NOW);
        watch = decision.next();
        return decision.finding();
    }

    private static Figures figures(long seller, long buyer) {
        return figures(seller, buyer, Math.min(seller, buyer), 0, 0);
    }

    private static Figures figures(long seller, long buyer, long attested, long restarts, long falls) {
        return new Figures(
                BigInteger.valueOf(seller), BigInteger.valueOf(buyer), BigInteger.valueOf(attested), restarts, falls);
    }
}
