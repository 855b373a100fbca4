package io.meshplane.ingest.domain.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.ingest.domain.series.UploadTimes.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodePulseTest {
    private static final long T = 1_780_000_000_000L;
    private static final long MINUTE = 60_000;
    /** Six scrapes, one each 10 s, closed and received at once. */
    private static final NodePulse GATEWAY =
            NodePulse.NONE.after(new UploadTimes(T + 50_000, T + 50_000, false), T, T + 50_000, 6);

    @ParameterizedTest
    @CsvSource({"0, false", "180000, false", "180001, true"})
    void aValueIsStaleWhenThreeUploadsAreMissing(long ageMs, boolean stale) {
        NodePulse.Age age = GATEWAY.age(T + 50_000, 10_000, false, T + 50_000 + ageMs);

        assertThat(age).isEqualTo(new NodePulse.Age(ageMs, stale));
        assertThat(GATEWAY.intervalMs()).isEqualTo(MINUTE);
    }

    @Test
    void aSeriesThatIsSampledSeldomIsNotStaleByTheNodesInterval() {
        assertThat(GATEWAY.age(T, 10 * MINUTE, false, T + 20 * MINUTE).stale()).isFalse();
        assertThat(GATEWAY.age(T, 0, false, T + 20 * MINUTE).stale()).isTrue();
    }

    @Test
    void aSeriesThatItsSenderEndedIsStaleAtOnce() {
        assertThat(GATEWAY.age(T + 50_000, 10_000, true, T + 50_000).stale()).isTrue();
    }

    @Test
    void saysWhatWasAddedToTheTimesOfAWrongClockUntilItIsRight() {
        long yearMs = 31_536_000_000L;
        NodePulse wrong = NodePulse.NONE.after(new UploadTimes(T - yearMs, T, false), T, T, 1);
        NodePulse backlog = wrong.after(new UploadTimes(T, T + MINUTE, true), T, T, 1);
        NodePulse late = backlog.after(new UploadTimes(T - 1, T - 1, false), T - 1, T - 1, 1);
        NodePulse right = late.after(new UploadTimes(T + 2 * MINUTE, T + 2 * MINUTE, false), T, T + 2 * MINUTE, 1);

        assertThat(List.of(wrong, backlog, late))
                .extracting(NodePulse::correctionMs)
                .containsOnly(yearMs);
        assertThat(right.correctionMs()).isZero();
    }

    @Test
    void theAgeIsTakenByOurClockWhereTheNodesIsKnownToDiffer() {
        UploadTimes fourMinutesFast = new UploadTimes(T + 4 * MINUTE, T, false);
        NodePulse pulse = NodePulse.NONE.after(fourMinutesFast, T + 3 * MINUTE, T + 4 * MINUTE, 2);

        assertThat(pulse.age(T).ageMs()).isZero();
        assertThat(pulse.age(T + MINUTE).ageMs()).isEqualTo(MINUTE);
    }

    @Test
    void backlogIsHeardButTellsNeitherClockNorInterval() {
        NodePulse after =
                GATEWAY.after(new UploadTimes(T - 90 * MINUTE, T + MINUTE, true), T - 91 * MINUTE, T - 90 * MINUTE, 2);

        assertThat(after).isEqualTo(new NodePulse(GATEWAY.newestMs(), T + MINUTE, 0, MINUTE, 0));
    }

    @Test
    void ofAStandardSenderTheTimeBetweenItsNewestSamplesIsTheInterval() {
        NodePulse first = NodePulse.NONE.after(new UploadTimes(0, T + 1_000, false), T, T, 1);
        NodePulse second = first.after(new UploadTimes(0, T + 16_000, false), T + 15_000, T + 15_000, 1);

        assertThat(second).isEqualTo(new NodePulse(T + 15_000, T + 16_000, 0, 15_000, 0));
    }

    @Test
    void aNodeThatWasNeverHeardIsStale() {
        assertThat(NodePulse.NONE.age(T).stale()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "600000, false, 0",
        "600001, false, 600001",
        "-600001, false, -600001",
        "315360000000, false, 315360000000",
        "315360000000, true, 0"
    })
    void onlyAPlainlyWrongClockIsCorrected(long behindMs, boolean backlog, long correctionMs) {
        assertThat(new UploadTimes(T - behindMs, T, backlog).correctionMs()).isEqualTo(correctionMs);
    }

    @Test
    void whoSaysNoTimeIsNotCorrected() {
        assertThat(new UploadTimes(0, T, false).correctionMs()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1001, LATE", "-1000, KEPT", "0, KEPT", "86400000, KEPT", "86400001, FUTURE"})
    void samplesAreKeptFromTheRetentionToADayAhead(long offsetMs, Fate fate) {
        assertThat(UploadTimes.fate(T + offsetMs, 1_000, T)).isEqualTo(fate);
    }
}
