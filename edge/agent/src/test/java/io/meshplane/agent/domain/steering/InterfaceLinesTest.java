package io.meshplane.agent.domain.steering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterfaceLinesTest {
    private final InterfaceLines lines = new InterfaceLines("""
            # the roof
            default type wired
            interface w0 type wireless rxcost 200 hello-interval 2  # towards the school
            interface "w1"
            interface w2 rtt-max 500
            interface w2 max-rtt-penalty 200
            redistribute ip 10.0.0.0/8 allow
            """);

    @Test
    void repeatsWhatTheRoutersFileSaysBesideTheCost() {
        assertThat(lines.add("w0", 300)).isEqualTo("interface w0 type wireless hello-interval 2 rxcost 300");
        assertThat(lines.add("w0", null)).isEqualTo("interface w0 type wireless rxcost 200 hello-interval 2");
        assertThat(lines.add("w2", 300)).isEqualTo("interface w2 rtt-max 500 max-rtt-penalty 200 rxcost 300");
    }

    @Test
    void addsAnInterfaceThatTheFileSaysNothingOf() {
        assertThat(lines.add("w1", null)).isEqualTo("interface w1");
        assertThat(lines.add("w9", 300)).isEqualTo("interface w9 rxcost 300");
        assertThat(new InterfaceLines("").add("w0", 300)).isEqualTo("interface w0 rxcost 300");
    }
}
