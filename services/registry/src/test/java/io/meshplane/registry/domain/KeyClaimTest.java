package io.meshplane.registry.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.registry.domain.KeyClaim.Fault;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyClaimTest {
    @Test
    void aNodeClaimsTheKeysThatItHolds() {
        assertThat(KeyClaim.fault(List.of(claim(1), claim(2)), (key, proof) -> true))
                .isEmpty();
    }

    @Test
    void theFirstKeyThatItDoesNotHoldIsNamed() {
        List<KeyClaim> claims = List.of(claim(1), claim(2), claim(3));

        assertThat(KeyClaim.fault(claims, (key, proof) -> key.equals(claim(1).key())))
                .contains(new Fault.NotProven(1));
    }

    @Test
    void aKeyIsClaimedOnce() {
        assertThat(KeyClaim.fault(List.of(claim(1), claim(1)), (key, proof) -> true))
                .contains(new Fault.Twice(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "not base64 at all ................!!!!!!!!!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=", // bits behind the last byte
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" // no padding
            })
    void whatWgWouldNotWriteIsNoKey(String text) {
        assertThatThrownBy(() -> new WireGuardKey(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static KeyClaim claim(int number) {
        byte[] key = new byte[32];
        key[31] = (byte) number;
        return new KeyClaim(new WireGuardKey(Base64.getEncoder().encodeToString(key)), new byte[32]);
    }
}
