package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.BabelState.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkAlertsTest {
    private static final Link LINK = new Link("wlan0", "fe80::1", "fe80::2", 256, 1_000, 0);

    @Test
    void saysOnceThatALinkWentDown() {
        LinkAlerts alerts = new LinkAlerts();

        assertThat(alerts.update(List.of(LINK))).isEmpty();
        assertThat(alerts.update(List.of(LINK.down()))).containsExactly(LINK.down());
        assertThat(alerts.update(List.of(LINK.down()))).isEmpty();
        assertThat(alerts.update(List.of())).isEmpty();
    }

    @Test
    void noticesALinkThatVanished() {
        LinkAlerts alerts = new LinkAlerts();
        alerts.update(List.of(LINK));

        assertThat(alerts.update(List.of())).containsExactly(LINK.down());
    }

    @Test
    void saysSoAgainAfterItWorkedAgain() {
        LinkAlerts alerts = new LinkAlerts();
        alerts.update(List.of(LINK));
        alerts.update(List.of());
        alerts.update(List.of(LINK));

        assertThat(alerts.update(List.of())).hasSize(1);
    }

    @Test
    void isNotAlarmedByALinkThatNeverWorked() {
        assertThat(new LinkAlerts().update(List.of(LINK.down()))).isEmpty();
    }
}
