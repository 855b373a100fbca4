package io.meshplane.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final byte[] SECRET = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    /** The example of the Standard Webhooks specification's libraries. */
    @Test
    void isTheOneThatOtherLibrariesMake() {
        assertThat(WebhookSignature.of(List.of(SECRET), ID, AT, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void everySecretSigns() {
        byte[] former = new byte[32];

        String both = WebhookSignature.of(List.of(former, SECRET), ID, AT, BODY);

        assertThat(both.split(" ")).hasSize(2).contains(SIGNATURE);
    }

    @Test
    void idTimeAndBodyAreAllSigned() {
        assertThat(WebhookSignature.of(List.of(SECRET), ID + "x", AT, BODY)).isNotEqualTo(SIGNATURE);
        assertThat(WebhookSignature.of(List.of(SECRET), ID, AT.plusSeconds(1), BODY))
                .isNotEqualTo(SIGNATURE);
        assertThat(WebhookSignature.of(List.of(SECRET), ID, AT, BODY + " ")).isNotEqualTo(SIGNATURE);
    }
}
