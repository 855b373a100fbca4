package io.meshplane.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutagesTest {
    static Stream<Throwable> outages() {
        return Stream.of(
                new ConnectException("refused"),
                new ClosedChannelException(),
                new IOException("Connection reset by peer"),
                new IOException("Broken pipe"),
                new VertxException("Timeout", true),
                new VertxException("Connection is not active now, current status: CLOSED", true),
                new IllegalStateException("wrapped", new RuntimeException(new ConnectException("refused"))));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void knowsWhatPassesByItself(Throwable failure) {
        assertThat(Outages.isOne(failure)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "53300", "55P03", "40P01", "40001", "57014"})
    void knowsTheStatesOfADatabaseThatIsAwayOrBusy(String state) {
        assertThat(Outages.isOne(new PgException("ERROR: whatever (" + state + ")")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22P02"})
    void takesEveryOtherStateForABug(String state) {
        assertThat(Outages.isOne(new PgException("ERROR: whatever (" + state + ")")))
                .isFalse();
    }

    @Test
    void takesEverythingElseForABug() {
        List<Throwable> bugs = List.of(
                new IllegalArgumentException("Timeout"),
                new IOException("no such field"),
                new VertxException("closed", true),
                new RuntimeException((String) null));

        assertThat(bugs).noneMatch(Outages::isOne);
        assertThat(Outages.isOne(null)).isFalse();
    }

    /** Named and worded as that of vertx-pg-client. */
    private static final class PgException extends RuntimeException {
        private static final long serialVersionUID = 1;

        PgException(String message) {
            super(message);
        }
    }
}
