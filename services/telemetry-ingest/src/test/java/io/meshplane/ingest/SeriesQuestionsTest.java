package io.meshplane.ingest;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators are told when they ask for recent values. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@SuppressWarnings("NullAway.Init") // the framework sets the fields
class SeriesQuestionsTest {
    @Inject
    MeterRegistry meters;

    private final SeriesProbe probe = new SeriesProbe();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @ParameterizedTest
    @CsvSource({
        "aggregate=rate, 10.0;10.0;2.0",
        "aggregate=last, 100;200;20",
        "aggregate=max, 100;200;20",
        "aggregate=min, 50;150;20",
        "aggregate=avg, 75.0;175.0;20.0"
    })
    void stepsAreAnsweredAsAsked(String aggregate, String values) {
        Instant start = now.minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MINUTES);
        counterAt(start);
        probe.awaitState();

        probe.points("name=rx*&step=10&" + aggregate + "&from=" + start.minusSeconds(5) + "&to="
                        + start.plusSeconds(60))
                .body("series[0].values", equalTo(List.of(values.split(";"))))
                .body("series[0].timesMs", hasSize(3));
    }

    private void counterAt(Instant start) {
        probe.upload(now)
                .at(
                        start.plusSeconds(1),
                        start.plusSeconds(6),
                        start.plusSeconds(11),
                        start.plusSeconds(16),
                        start.plusSeconds(26))
                .counts("rx_bytes_total", 50, 100, 150, 200, 20)
                .counts("other", 1, 2, 3, 4, 5)
                .send("counter");
    }

    @Test
    void seriesAreFoundByNameAndLabelAndPaged() {
        SeriesRecords record = probe.upload(now).at(now);
        for (int i = 0; i < 5; i++) record.numbers("rtt_ms", "peer", "p" + i, i);
        record.counts("rx_bytes_total", 1).send("first");
        probe.awaitState();

        probe.points("name=rtt_ms&label=peer=p3").body("series.values", equalTo(List.of(List.of("3.0"))));
        String next = probe.points("name=rtt*&limit=3")
                .body("series", hasSize(3))
                .extract()
                .path("next");
        probe.points("name=rtt*&limit=3&after=" + next)
                .body("series", hasSize(2))
                .body("next", nullValue());
        probe.points("name=rt").body("series", hasSize(0));
    }

    @Test
    void lateValuesGoToTheirDayAndTooLateOnesAreCounted() {
        double lateBefore = dropped("late");
        double futureBefore = dropped("future");
        Instant old = now.minus(Duration.ofDays(29));

        probe.upload(now)
                .at(
                        now.minus(Duration.ofDays(31)),
                        old,
                        now.minus(Duration.ofHours(1)),
                        now,
                        now.plus(Duration.ofDays(2)))
                .counts("rx_bytes_total", 1, 2, 3, 4, 5)
                .send("first");

        probe.awaitState().body("series[0].value", equalTo("4"));
        probe.points("from=" + old.minusSeconds(1) + "&to=" + now.plusSeconds(1))
                .body("series[0].values", equalTo(List.of("2", "3", "4")));
        probe.points("from=" + old + "&to=" + old.plusSeconds(1)).body("series[0].values", equalTo(List.of("2")));
        Await.until(
                "both are counted",
                SeriesProbe.SOON,
                () -> dropped("late") >= lateBefore + 1 && dropped("future") >= futureBefore + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=12:00, to",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, from",
        "from=2020-01-01T00:00:00Z, from",
        "step=0, step",
        "step=1.5, step",
        "aggregate=rate, step",
        "step=10&aggregate=median, aggregate",
        "limit=0, limit",
        "limit=101, limit",
        "label=peer, label",
        "after=x, after"
    })
    void aQuestionThatIsNotOfItsFormIsToldWhichField(String query, String field) {
        probe.minute(now).send("first");
        probe.awaitState();

        probe.ask("nodes/" + probe.node + "/series?" + query).statusCode(400).body("field", equalTo(field));
    }

    private double dropped(String reason) {
        return meters.counter("series.dropped", "reason", reason).count();
    }
}
