package io.meshplane.bench.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.bench.Unusable;
import io.meshplane.bench.payments.ClaimsFigure.Policy;
import io.meshplane.bench.report.MachineFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PaymentsBenchTest {
    private static final LatencyFigure FAST = LatencyFigure.of(new long[] {2_000_000, 1_000_000, 4_000_000}, 0, 0);
    private static final LatencyFigure SLOW = LatencyFigure.of(new long[] {8_000_000}, 1, 0);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String words) throws Unusable, InterruptedException {
        return new PaymentsBench(new PrintStream(out, true), new PrintStream(err, true))
                .run(PaymentsOptions.parse(List.of(words.split(" "))));
    }

    @Test
    void printsFiguresOfProofAndSimulationForProgramsAndNothingElse()
            throws Unusable, InterruptedException, IOException {
        int exitCode = run("--only proof --only simulation --quick --trials 40 --seed 5 --json");

        JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        assertThat(exitCode).isZero();
        assertThat(json.path("suite").asText()).isEqualTo("payments");
        assertThat(json.at("/proof_per_cpu_second/transfers_proven/median").asDouble())
                .isPositive();
        assertThat(json.at("/proof_per_cpu_second/senders_recovered/goal").asLong())
                .isEqualTo(8_000);
        assertThat(json.at("/simulation/trials").asLong()).isEqualTo(40);
        assertThat(json.at("/simulation/seed").asLong()).isEqualTo(5);
        assertThat(json.at("/simulation/broken_trials").asLong()).isZero();
        assertThat(json.has("claims")).isFalse();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("40 trials");
    }

    @Test
    void printsTablesForPeople() throws Unusable, InterruptedException {
        run("--only simulation --trials 10");

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("simulation: 10 trials from seed 1", "broken: 0");
    }

    @Test
    void quantilesAreByNearestRank() {
        assertThat(FAST.p50Millis()).isEqualTo(2);
        assertThat(FAST.p99Millis()).isEqualTo(4);
        assertThat(LatencyFigure.of(new long[0], 0, 3).p99Millis()).isZero();
    }

    @Test
    void aWrongVerdictOfOursFailsTheRunAndOneOfAPeerIsOnlyShown() throws Unusable, IOException {
        ClaimsFigure good = claims(FAST, SLOW);
        ClaimsFigure bad = claims(SLOW, FAST);

        assertThat(result(good).hasFailed()).isFalse();
        assertThat(result(bad).hasFailed()).isTrue();
        assertThat(PaymentsTables.of(result(good))).contains("one node at random", "p99 ratio", "2.00");
        JsonNode json = new ObjectMapper().readTree(PaymentsJson.of(result(good)));
        assertThat(json.at("/claims/policies/random/one_hung_one_lying/wrong").asInt())
                .isEqualTo(1);
        assertThat(json.at("/claims/verdict_lag/crowded/waiting_claims").asInt())
                .isEqualTo(100_000);
    }

    @Test
    void eachGoalIsBesideWhatWasMeasuredAndSaysWhetherItIsMet() throws Unusable, IOException {
        PaymentsResult result = result(claims(FAST, SLOW));

        JsonNode goals = new ObjectMapper().readTree(PaymentsJson.of(result)).path("goals");

        assertThat(goals.findValuesAsText("key"))
                .containsExactly(
                        "claim_p99_ratio",
                        "claim_p99_ms",
                        "lag_healthy_p99_ms",
                        "lag_degraded_p99_ms",
                        "hedges_percent",
                        "heap_megabytes_per_million",
                        "crowd_seconds");
        assertThat(goals.get(1).path("measured").asDouble()).isEqualTo(4);
        assertThat(goals.get(1).path("goal").asDouble()).isEqualTo(5);
        assertThat(goals.get(1).path("met").asBoolean()).isTrue();
        assertThat(goals.get(4).path("met").asBoolean()).as("12 % of hedges").isFalse();
        assertThat(PaymentsTables.of(result)).contains("1 of 7 missed");
    }

    private static ClaimsFigure claims(LatencyFigure ours, LatencyFigure peers) {
        return new ClaimsFigure(
                1_000,
                List.of(
                        new Policy("meshplane", "meshplane", ours, ours),
                        new Policy("one node at random", "random", FAST, peers),
                        new Policy("quorum", "quorum", FAST, SLOW)),
                FAST,
                FAST,
                100_000,
                FAST,
                OptionalDouble.of(4.5),
                12,
                OptionalDouble.of(3));
    }

    private static PaymentsResult result(ClaimsFigure claims) throws Unusable {
        return new PaymentsResult(
                MachineFacts.now(),
                PaymentsOptions.parse(List.of()),
                List.of(),
                Optional.of(claims),
                Optional.empty(),
                0,
                1);
    }
}
