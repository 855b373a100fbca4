package io.meshplane.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final long NODE_MS = 5_000_000; // its clock is far off
    private static final long OURS_MS = 1_700_000_000_000L;

    @Test
    void ageCountsFromTheLastSampleWhateverTheNodesClockSays() {
        assertThat(after(0)).isEqualTo(new Freshness(4, false));
        assertThat(after(26_000)).isEqualTo(new Freshness(30, false));
    }

    @Test
    void isStaleOnceThreeMoreUploadsShouldHaveCome() {
        assertThat(after(176_000).stale()).as("180 s").isFalse();
        assertThat(after(176_001).stale()).isTrue();
    }

    @Test
    void anUploadOfOneSampleIsTakenForOneOfAMinute() {
        assertThat(Freshness.of(1, 1, 1, 0, OURS_MS, OURS_MS + 180_000).stale()).isFalse();
        assertThat(Freshness.of(1, 1, 1, 0, OURS_MS, OURS_MS + 180_001).stale()).isTrue();
        assertThat(Freshness.of(0, 0, 0, 0, OURS_MS, OURS_MS - 5).ageSeconds()).isZero();
    }

    /** Six samples in a minute, the last 4 s before it was sent. */
    private static Freshness after(long waitedMs) {
        return Freshness.of(NODE_MS, NODE_MS + 50_000, 6, NODE_MS + 54_000, OURS_MS, OURS_MS + waitedMs);
    }
}
