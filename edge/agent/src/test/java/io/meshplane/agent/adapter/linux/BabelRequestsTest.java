package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BabelRequestsTest {
    private final List<String> written = new ArrayList<>();
    private final BabelRequests requests = new BabelRequests(written::add);

    @Test
    void sendsTheNextRequestOnlyWhenTheOneBeforeIsAnswered() {
        Future<String> first = requests.ask("flush interface w0");
        Future<String> second = requests.ask("interface w0 rxcost 300");
        assertThat(written).containsExactly("flush interface w0\n");

        requests.replied("ok");

        assertThat(first.result()).isEqualTo("ok");
        assertThat(second.isComplete()).isFalse();
        assertThat(written).containsExactly("flush interface w0\n", "interface w0 rxcost 300\n");

        requests.replied("no such interface");

        assertThat(second.result()).isEqualTo("no such interface");
        assertThat(requests.isBusy()).isFalse();
    }

    @Test
    void sendsARequestThatTheReplyLedTo() {
        Future<String> second = requests.ask("flush interface w0").compose(_ -> requests.ask("interface w0"));

        requests.replied("ok");
        requests.replied("bad");

        assertThat(second.result()).isEqualTo("bad");
        assertThat(written).containsExactly("flush interface w0\n", "interface w0\n");
    }

    @Test
    void failsWhatIsNotAnsweredWhenTheConnectionEnds() {
        Future<String> first = requests.ask("dump");
        Future<String> second = requests.ask("dump");

        requests.close();

        assertThat(first.failed()).isTrue();
        assertThat(second.failed()).isTrue();
        assertThat(requests.ask("dump").failed()).isTrue();
        assertThat(written).containsExactly("dump\n");
    }

    @Test
    void refusesMoreThanSixteenThatWait() {
        for (int i = 0; i < 17; i++) requests.ask("dump");

        assertThat(requests.ask("dump").failed()).isTrue();
        assertThat(requests.isBusy()).isTrue();
    }

    @Test
    void ignoresAReplyThatNobodyAskedFor() {
        requests.replied("ok");

        Future<String> asked = requests.ask("dump");

        assertThat(asked.isComplete()).isFalse();
    }
}
