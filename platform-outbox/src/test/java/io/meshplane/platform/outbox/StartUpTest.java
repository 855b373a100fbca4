package io.meshplane.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service with a database refuses to start with. */
class StartUpTest {
    @Test
    void refusesToForgetWhatATopicMayStillDeliver() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxPruning.checked(Duration.ofDays(30).minusSeconds(1)))
                .withMessageContaining("meshplane.inbox.retention")
                .withMessageContaining("usage.v1");
    }

    @Test
    void takesARetentionAsLongAsTheLongestTopic() {
        assertThat(InboxPruning.checked(Duration.ofDays(30))).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 15, 75, 90, connect > 0",
        "5, 0, 15, 75, 90, lock > 0",
        "5, 16, 15, 75, 90, statement >= lock",
        "5, 5, 15, 60, 90, idle-in-transaction > 60 s",
        "5, 5, 15, 75, 75, silence > idle-in-transaction",
        "5, 5, 90, 75, 90, silence > statement"
    })
    void refusesTimeoutsThatDoNotFitTogether(
            int connect, int lock, int statement, int idleInTransaction, int silence, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabasePool(new Seconds(connect, lock, statement, idleInTransaction, silence)))
                .withMessageContaining(rule);
    }

    @Test
    void takesTheDefaults() {
        assertThat(new DatabasePool(new Seconds(5, 5, 15, 75, 90))).isNotNull();
    }

    private record Seconds(
            Duration connect, Duration lock, Duration statement, Duration idleInTransaction, Duration silence)
            implements DatabaseTimeouts {
        Seconds(int connect, int lock, int statement, int idleInTransaction, int silence) {
            this(
                    Duration.ofSeconds(connect),
                    Duration.ofSeconds(lock),
                    Duration.ofSeconds(statement),
                    Duration.ofSeconds(idleInTransaction),
                    Duration.ofSeconds(silence));
        }
    }
}
