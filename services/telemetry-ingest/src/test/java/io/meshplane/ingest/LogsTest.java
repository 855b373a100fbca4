package io.meshplane.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a record on uploads.v1 to what an operator reads of a node's log and notices. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(LogsTestResource.class)
class LogsTest {
    private final SeriesProbe probe = new SeriesProbe();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void theNewestLinesComeFirstAndSurviveExactly() {
        probe.minute(now.minusSeconds(60))
                .lines("one", "", "zwei\u00fc\u0000\ttab")
                .send("first");
        probe.minute(now).lines("last").send("second");

        awaitLines(4);
        probe.ask("nodes/" + probe.node + "/logs")
                .body("lines.text", contains("last", "zwei\u00fc\u0000\ttab", "", "one"))
                .body("lines[0].at", equalTo(now.toString()))
                .body("lines[0].nodeAt", nullValue())
                .body("lines[3].at", equalTo(now.minusSeconds(60).toString()))
                .body("next", nullValue());
    }

    @Test
    void pagesGiveEveryLineOnce() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            SeriesRecords minute = probe.minute(now.minusSeconds(60L * (5 - i)));
            for (int j = 0; j < 7; j++) {
                minute.lines(i + "/" + j);
                expected.addFirst(i + "/" + j);
            }
            minute.send("minute" + i);
        }
        awaitLines(35);

        for (int limit : new int[] {1, 3, 7, 35, 36})
            assertThat(allPages(limit)).isEqualTo(expected);
    }

    private List<String> allPages(int limit) {
        List<String> read = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = probe.ask("nodes/" + probe.node + "/logs?limit=" + limit + cursor)
                    .statusCode(200)
                    .extract();
            List<String> lines = page.path("lines.text");
            assertThat(lines).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
            read.addAll(lines);
            String next = page.path("next");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return read;
    }

    @Test
    void aRangeHoldsItsBeginningAndNotItsEnd() {
        for (int i = 0; i < 3; i++) {
            Instant at = now.minusSeconds(60L * i);
            probe.minute(at).lines(at.toString()).send("minute" + i);
        }
        awaitLines(3);

        Instant middle = now.minusSeconds(60);
        probe.ask("nodes/" + probe.node + "/logs?from=" + middle + "&to=" + now)
                .body("lines.text", contains(middle.toString()));
    }

    @Test
    void aRepeatedUploadBringsNoLineTwice() {
        for (int i = 0; i < 3; i++) {
            probe.minute(now.minusSeconds(60))
                    .lines("a", "b")
                    .noteAt(now, "uplink-down", 5_000, "")
                    .send("first");
        }
        probe.minute(now).lines("c").send("second");

        Await.until("the last came", SeriesProbe.SOON, () -> lines().contains("c"));
        assertThat(lines()).containsExactly("c", "b", "a");
        probe.ask("nodes/" + probe.node + "/notices").body("notices", hasSize(1));
    }

    @Test
    void aNodeThatTalksTooMuchLosesLinesAndIsToldSoAndNoOtherDoes() {
        SeriesProbe quiet = new SeriesProbe();
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            SeriesRecords minute = probe.minute(now.minusSeconds(20 - i));
            for (int j = 0; j < 100; j++) minute.lines(noise(random)); // 20 x 50 kB, and a day has 400 kB in tests
            minute.send("minute" + i);
        }
        quiet.minute(now).lines("heard").send("first");
        probe.minute(now).lines("x").send("last");

        Await.until("the last came", SeriesProbe.SOON, () -> lines().contains("x"));
        List<Integer> dropped = new ArrayList<>(
                probe.ask("nodes/" + probe.node + "/logs?limit=1000").extract().<List<Integer>>path("lines.dropped"));
        dropped.removeIf(each -> each == null);
        assertThat(dropped).hasSizeBetween(10, 15).containsOnly(100);
        Await.until(
                "the quiet one is heard",
                SeriesProbe.SOON,
                () -> quiet.ask("nodes/" + quiet.node + "/logs")
                        .extract()
                        .body()
                        .asString()
                        .contains("heard"));
    }

    private static String noise(Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 680; i++) line.append((char) ('0' + random.nextInt(64)));
        return line.toString();
    }

    @Test
    void noticesSayWhenItBeganAndHowLongItLasted() {
        Instant flap = now.minusSeconds(40);
        probe.minute(now)
                .noteAt(flap, "uplink-down", 12_500, "eth0")
                .noteAt(now, "samples-dropped", 0, "17")
                .send("first");

        Await.until(
                "they came",
                SeriesProbe.SOON,
                () -> "eth0"
                        .equals(probe.ask("nodes/" + probe.node + "/notices")
                                .extract()
                                .path("notices[1].text")));
        probe.ask("nodes/" + probe.node + "/notices")
                .body("notices.kind", contains("samples-dropped", "uplink-down"))
                .body("notices[1].startedAt", equalTo(flap.toString()))
                .body("notices[1].lastedSeconds", equalTo(12.5f))
                .body("notices[0].lastedSeconds", equalTo(0.0f));
        String next =
                probe.ask("nodes/" + probe.node + "/notices?limit=1").extract().path("next");
        probe.ask("nodes/" + probe.node + "/notices?limit=1&cursor=" + next)
                .body("notices.kind", contains("uplink-down"))
                .body("next", nullValue());
    }

    @Test
    void timesOfAWrongClockAreCorrectedAndTheNodesOwnAreShownBeside() {
        Instant then = now.minus(Duration.ofDays(400));
        probe.upload(now)
                .closedAt(then)
                .at(then)
                .counts("rx_bytes_total", 1)
                .lines("from the past")
                .noteAt(then.minusSeconds(5), "uplink-down", 5_000, "")
                .send("first");

        awaitLines(1);
        probe.ask("nodes/" + probe.node + "/logs")
                .body("lines[0].at", equalTo(now.toString()))
                .body("lines[0].nodeAt", equalTo(then.toString()));
        probe.ask("nodes/" + probe.node + "/notices")
                .body("notices[0].startedAt", equalTo(now.minusSeconds(5).toString()))
                .body("notices[0].nodeStartedAt", equalTo(then.minusSeconds(5).toString()));
        probe.state()
                .body("node.newestSampleAt", equalTo(now.toString()))
                .body("node.clockCorrectionMillis", equalTo(Duration.ofDays(400).toMillis()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "from=x",
                "to=x",
                "cursor=1",
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"
            })
    void aQueryThatIsNotOfItsFormIsAProblem(String query) {
        probe.minute(now).lines("a").send("first");
        awaitLines(1);

        probe.ask("nodes/" + probe.node + "/logs?" + query)
                .statusCode(400)
                .header("Content-Type", equalTo("application/problem+json"));
    }

    @Test
    void anotherTenantsLinesDoNotExist() {
        probe.minute(now).lines("secret").send("first");
        awaitLines(1);
        String theirs = Operators.freshNetwork();
        String token = Operators.tokenFor(theirs);

        for (String what : List.of("logs", "notices")) {
            String path = "nodes/" + probe.node + "/" + what;
            given().auth().oauth2(token).get(probe.path(path)).then().statusCode(404);
            given().auth()
                    .oauth2(token)
                    .get("/v1/networks/" + theirs + "/" + path)
                    .then()
                    .statusCode(404);
            given().get(probe.path(path)).then().statusCode(401);
        }
    }

    private void awaitLines(int count) {
        Await.until(count + " lines came", SeriesProbe.SOON, () -> lines().size() == count);
        assertThat(new HashSet<>(lines())).hasSize(count);
    }

    private List<String> lines() {
        var answer = probe.ask("nodes/" + probe.node + "/logs?limit=1000").extract();
        return answer.statusCode() == 200 ? answer.path("lines.text") : List.of();
    }
}
