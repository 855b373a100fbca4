package io.meshplane.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The units, held against what the programs know. */
class SystemdTest {
    private static final String UNIT = Checkout.text("deploy/systemd/meshplane-agent.service");
    private static final List<String> OPTIONS = AgentOptionNames.all();

    private static List<String> all(String pattern, String text) {
        return Pattern.compile("(?m)" + pattern)
                .matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }

    @Test
    void setsOnlyOptionsThatTheAgentHas() {
        List<String> known = OPTIONS.stream()
                .map(o -> "MESHPLANE_AGENT_" + ConfigKeys.variable(o))
                .toList();

        assertThat(all("^Environment=(MESHPLANE_\\w+)=", UNIT)).isNotEmpty().isSubsetOf(known);
        assertThat(all(" --([a-z-]+) /", UNIT)).containsExactly("config").isSubsetOf(OPTIONS);
        assertThat(all("^#?([a-z-]+)=", Checkout.text("deploy/systemd/agent.conf")))
                .contains("registry", "ingest")
                .isSubsetOf(OPTIONS);
    }

    @Test
    void startsTheJvmAsItIsStartedEverywhere() {
        String malloc =
                "MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=32768 MALLOC_TRIM_THRESHOLD_=65536 MALLOC_TOP_PAD_=4096\n";
        assertThat(UNIT).contains("Environment=" + malloc, "/usr/bin/java @/opt/meshplane-agent/java.options -jar ");
        assertThat(Checkout.text("deploy/compose/Dockerfile"))
                .contains("COPY edge/agent/java.options /app/", "ENV " + malloc, "\"@/app/java.options\"");
        assertThat(Checkout.text("edge/agent/java.options")).contains("-Xmx");
    }

    @Test
    void runsAsNobodyWithNothingToGain() {
        assertThat(UNIT.lines())
                .contains(
                        "DynamicUser=yes",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "ProtectSystem=strict",
                        "SystemCallFilter=@system-service");
    }

    @Test
    void isNotRestartedWhenARestartCannotHelp() {
        String main = Checkout.text("edge/agent/src/main/java/io/meshplane/agent/AgentMain.java");
        List<String> codes = all("int (?:WRONG_USAGE|REFUSED) = ([0-9]+);", main);

        assertThat(codes).hasSize(2);
        assertThat(UNIT).contains("RestartPreventExitStatus=" + String.join(" ", codes));
    }

    @Test
    void restartsASentinelThatDoesNotReallyWork() {
        String unit = Checkout.text("deploy/systemd/meshplane-sentinel.service");

        assertThat(unit.lines())
                .contains("Type=notify", "WatchdogSec=30", "Restart=always", "LimitNOFILE=65536", "DynamicUser=yes");
        assertThat(all("^Environment=(\\w+)=", unit)).containsExactly("MESHPLANE_DNS_TSIG_FILE");
        assertThat(Checkout.text("services/sentinel/src/main/java/io/meshplane/sentinel/WatchdogFlow.java"))
                .contains("NOTIFY_SOCKET", "WATCHDOG_USEC");
    }
}
