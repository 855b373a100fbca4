package io.meshplane.payment.domain.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import org.junit.jupiter.api.Test;

class StreamPlacesTest {
    private static final NetworkId HOME = new NetworkId("home");
    private static final NetworkId AWAY = new NetworkId("away");

    @Test
    void oneNetworkCannotTakeAllPlaces() {
        StreamPlaces places = StreamPlaces.none(3, 2).take(HOME).take(HOME).take(HOME);

        assertThat(places.taken()).isEqualTo(2);
        assertThat(places.hasRoom(HOME)).isFalse();
        assertThat(places.hasRoom(AWAY)).isTrue();
    }

    @Test
    void allTogetherHaveALimitToo() {
        StreamPlaces full = StreamPlaces.none(3, 2).take(HOME).take(HOME).take(AWAY);

        assertThat(full.hasRoom(AWAY)).isFalse();
        assertThat(full.release(HOME).hasRoom(AWAY)).isTrue();
        assertThat(full.release(HOME).release(HOME).release(HOME).release(AWAY)).isEqualTo(StreamPlaces.none(3, 2));
    }
}
