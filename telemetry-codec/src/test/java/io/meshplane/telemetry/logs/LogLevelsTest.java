package io.meshplane.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ts\":1,\"level\":\"ERROR\",\"msg\":\"x\"}",
                "{\"Severity\": \"critical\"}",
                "time=2026-03-01T00:00:00Z level=fatal msg=x",
                "<3>Mar  1 00:00:00 gw kernel: oops",
                "<11>1 2026-03-01T00:00:00Z gw app - - - x",
                "ERROR: no space",
                "2026-03-01 00:00:00,123 [ERROR] x",
                "panic: runtime error"
            })
    void anErrorAndWorseIsUrgent(String line) {
        assertThat(LogLevels.isUrgent(LogLink.utf8(line))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"level\":\"INFO\",\"msg\":\"level=error was set\"}",
                "{\"level\":\"WARN\"}",
                "<4>warning",
                "<30>error in the text of an informational line",
                "sublevel=error",
                "level",
                "level=",
                "all errors are gone",
                "no error",
                "errors",
                "\0\1\2"
            })
    void anythingElseIsNot(String line) {
        assertThat(LogLevels.isUrgent(LogLink.utf8(line))).isFalse();
    }
}
