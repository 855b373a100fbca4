package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.BabelState.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkMemoryTest {
    private static final Link LINK = new Link("wlan0", "fe80::1", "fe80::2", 256, 1_000, 0);
    private static final long GRACE_MS = LinkMemory.GRACE.toMillis();
    private static final long REPORTED_MS = LinkMemory.REPORTED.toMillis();

    private final LinkMemory memory = new LinkMemory();

    @Test
    void reportsTheLinksThatAreThere() {
        assertThat(memory.report(List.of(LINK), 0)).containsExactly(LINK);
    }

    @Test
    void saysNothingOfALinkThatIsMissingForAMoment() {
        memory.report(List.of(LINK), 0);

        assertThat(memory.report(List.of(), GRACE_MS - 1)).isEmpty();
        assertThat(memory.report(List.of(LINK), GRACE_MS)).containsExactly(LINK);
    }

    @Test
    void reportsAVanishedLinkDownForAWhileAndThenForgetsIt() {
        memory.report(List.of(LINK), 0);

        assertThat(memory.report(List.of(), GRACE_MS)).containsExactly(LINK.down());
        assertThat(memory.report(List.of(), REPORTED_MS)).containsExactly(LINK.down());
        assertThat(memory.report(List.of(), REPORTED_MS + 1)).isEmpty();
    }
}
