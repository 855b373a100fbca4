package io.meshplane.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.platform.webhook.Receivers.Found;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiversTest {
    private static final ReceiverRules STRICT = new ReceiverRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://no-such-host.invalid/"
            })
    void aNameIsRefusedByWhatItLeadsTo(String url) {
        assertThat(Receivers.find(URI.create(url), STRICT)).isInstanceOf(Found.Refused.class);
    }

    @Test
    void whatIsOpenedIsConnectedToByItsAddress() {
        ReceiverRules opened =
                new ReceiverRules(List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1/128")));

        assertThat(Receivers.find(URI.create("http://localhost:1/"), opened))
                .isInstanceOfSatisfying(
                        Found.At.class,
                        at -> assertThat(at.address().isLoopbackAddress()).isTrue());
    }
}
