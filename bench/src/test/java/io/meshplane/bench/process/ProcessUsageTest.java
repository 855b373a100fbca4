package io.meshplane.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUsageTest {
    @Test
    void addsTheTimesOfAProcessAndOfItsEndedChildrenWhateverItsName() {
        String stat = "42 (a) (b c) S 1 42 42 0 -1 4194560 1 2 3 4 150 25 10 5 20 0 1 0 7 8 9";

        assertThat(ProcessUsage.cpuSeconds(stat)).isEqualTo(1.9);
    }

    @Test
    void readsThisProcess() throws Exception {
        ProcessUsage usage = ProcessUsage.of(ProcessHandle.current().pid());

        assertThat(usage.cpuSeconds()).isPositive();
        assertThat(usage.peakRssBytes()).isGreaterThan(1 << 20);
    }
}
