package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortPlanTest {
    @Test
    void hasTheDocumentedDefaults() {
        PortPlan plan = PortPlan.standard();

        assertThat(List.of(plan.of("kafka"), plan.of("postgres"), plan.of("dns"), plan.of("issuer"), plan.of("agent")))
                .containsExactly(7092, 7432, 7053, 7080, 7110);
        assertThat(List.of(plan.of("chain-a"), plan.of("chain-d"))).containsExactly(7545, 7548);
        assertThat(List.of(plan.of("registry"), plan.of("sentinel"), plan.healthOf("sentinel")))
                .containsExactly(7101, 7105, 7205);
    }

    @Test
    void laysAllPortsSideBySideFromABase() throws UnusableException {
        PortPlan plan = PortPlan.startingAt(20_000);

        assertThat(plan.ports().values()).doesNotHaveDuplicates().hasSize(PortPlan.size());
        assertThat(plan.ports().values()).allMatch(port -> port >= 20_000 && port < 20_000 + PortPlan.size());
    }

    @Test
    void namesThePartWhosePortIsTaken() throws Exception {
        PortPlan free = PortPlan.of(Ports.free(PortPlan.size()));

        try (ServerSocket other = new ServerSocket(0, 1, Ports.loopback())) {
            PortPlan plan = free.with("issuer", other.getLocalPort());

            assertThatThrownBy(() -> Ports.requireFree(plan, List.of()))
                    .isInstanceOf(UnusableException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " of issuer is taken");
            Ports.requireFree(plan, List.of("issuer"));
        }
    }

    @Test
    void findsFreePorts() throws Exception {
        List<Integer> ports = Ports.free(PortPlan.size());

        assertThat(ports).doesNotHaveDuplicates().allMatch(Ports::isFree);
    }
}
