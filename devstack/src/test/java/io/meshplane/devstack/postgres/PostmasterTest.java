package io.meshplane.devstack.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostmasterTest {
    @TempDir
    Path data;

    @Test
    void seesNoServerWhereNoneEverRan() throws IOException {
        assertThat(Postmaster.of(data)).isEmpty();
        assertThat(Postmaster.isReady(data, 1)).isFalse();
    }

    @Test
    void doesNotTakeAnotherProgramThatGotThePidForTheServer() throws IOException {
        Files.writeString(
                data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");

        assertThat(Postmaster.of(data)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "not a pid\n", "-1\n", "99999999999999999999\n"})
    void bearsADamagedPidFile(String text) throws IOException {
        Files.writeString(data.resolve("postmaster.pid"), text);

        assertThat(Postmaster.of(data)).isEmpty();
    }

    @Test
    void isReadyOnlyWithItsOwnPidAndStatus() throws IOException {
        Files.writeString(data.resolve("postmaster.pid"), "17\n" + data + "\n1\n7432\n\n127.0.0.1\n 1 2\nready   \n");

        assertThat(Postmaster.isReady(data, 17)).isTrue();
        assertThat(Postmaster.isReady(data, 18)).isFalse();
    }
}
