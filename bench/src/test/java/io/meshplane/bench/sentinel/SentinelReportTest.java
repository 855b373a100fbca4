package io.meshplane.bench.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.bench.Unusable;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.sentinel.Comparison.Beside;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentinelReportTest {
    private static final List<Beside> PEERS = List.of(new Beside("slow", 3.0), new Beside("blind", Double.NaN));
    private static final Comparison MET = Comparison.atMost("failover", "killed", "s", 0.9, 0.6, PEERS);
    private static final Comparison MISSED = Comparison.atLeast("records", "changes", "/s", 1_000, 400, List.of());

    @Test
    void saysWhetherEachGoalIsMetAndWhatThePeersReach() throws Unusable {
        String text = report().inWords();

        assertThat(text.lines())
                .anySatisfy(line -> assertThat(line).contains("killed, s", "≤ 0.90", "0.60", "met", "slow", "5.00 ×"))
                .anySatisfy(line -> assertThat(line).contains("blind", "never"))
                .anySatisfy(line -> assertThat(line).contains("≥ 1,000", "400", "NOT MET"))
                .anySatisfy(line -> assertThat(line).isEqualTo("a peer is missing"));
    }

    @Test
    void tellsProgramsTheSame() throws Unusable, JsonProcessingException {
        JsonNode figures = new ObjectMapper().readTree(report().json()).path("figures");

        assertThat(figures.path(0).path("met").asBoolean()).isTrue();
        assertThat(figures.path(0).path("beside").path(1).path("value").isNull())
                .isTrue();
        assertThat(figures.path(1).path("met").asBoolean(true)).isFalse();
    }

    @Test
    void takesNeverForLongerThanAnything() {
        Sample sample = new Sample("one", List.of(Double.NaN, 0.2, 0.1, 0.3));

        assertThat(sample.median()).isEqualTo(0.2);
        assertThat(sample.quantile(0.99)).isNaN();
        assertThat(Comparison.atMost("p", "n", "s", 1, Double.NaN, List.of()).isMet())
                .isFalse();
    }

    private static SentinelReport report() throws Unusable {
        return new SentinelReport(
                MachineFacts.now(),
                SentinelOptions.parse(List.of()),
                List.of(MET, MISSED),
                List.of("a peer is missing"),
                0.5);
    }
}
