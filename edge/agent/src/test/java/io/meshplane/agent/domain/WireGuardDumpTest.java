package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.WireGuardDump.Interface;
import io.meshplane.agent.domain.WireGuardDump.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WireGuardDumpTest {
    private static final String KEY = "VeXNjkbcjtS3wnZNKlpNdncG+F2GkAJK1r2jQBvpyMs=";
    private static final String PEER = "wg0\t" + KEY + "\t(none)\t(none)\t(none)\t0\t1\t2\toff\n";

    @Test
    void readsInterfacesAndPeers() {
        WireGuardDump dump = WireGuardDump.parse(recorded());

        assertThat(dump.badLines()).isZero();
        assertThat(dump.refusals()).isEmpty();
        assertThat(dump.interfaces())
                .containsExactly(
                        new Interface("wg0", "NGC+MSAeaf7aoO7ouZl/XHwpmf2v5ZMlPNZUr0361xQ=", 51_820),
                        new Interface("wg_exit", "zStRV0EOTe5K8rNPQwoHNEfeY2wOgGyVe6aE1kMfteo=", 58_120),
                        new Interface("wg7", null, 0));
        assertThat(dump.peers()).extracting(Peer::interfaceName).containsExactly("wg0", "wg0", "wg0", "wg_exit");
        assertThat(dump.peers().getFirst())
                .isEqualTo(new Peer(
                        "wg0",
                        KEY,
                        "[fe80::a8bb:ccff:fedd:1%eth0]:51820",
                        List.of("fd00:6d65::2/128", "10.99.0.2/32"),
                        1_781_978_390,
                        18_816_760,
                        19_416_147,
                        25));
    }

    @Test
    void readsCountersAsUnsigned() {
        assertThat(WireGuardDump.parse(recorded()).peers().get(1).receivedBytes())
                .isEqualTo(-1);
    }

    @Test
    void showsEachInterfacesPrivateKeyToWhoMayUseItAndWipesIt() {
        List<String> shown = new ArrayList<>();
        List<byte[]> texts = new ArrayList<>();

        WireGuardDump.parse(
                ("wg0\t" + KEY.replace('V', 'W') + "\t" + KEY + "\t1\toff\nwg1\t(none)\t(none)\t0\toff\n" + PEER)
                        .getBytes(StandardCharsets.US_ASCII),
                (publicKey, privateKeyText) -> {
                    shown.add(publicKey + " " + new String(privateKeyText, StandardCharsets.US_ASCII));
                    texts.add(privateKeyText);
                });

        assertThat(shown).containsExactly(KEY + " " + KEY.replace('V', 'W'));
        assertThat(texts).containsExactly(new byte[44]);
    }

    @Test
    void tellsAPeerThatNeverShookHands() {
        Peer silent = WireGuardDump.parse(recorded()).peers().get(2);

        assertThat(silent.endpoint()).isNull();
        assertThat(silent.allowedIps()).isEmpty();
        assertThat(silent.handshakeAgeSeconds(1_781_978_400)).isEmpty();
    }

    @Test
    void tellsTheAgeOfAHandshakeAndNeverANegativeOne() {
        Peer peer = WireGuardDump.parse(recorded()).peers().getFirst();

        assertThat(peer.handshakeAgeSeconds(1_781_978_400)).hasValue(10);
        assertThat(peer.handshakeAgeSeconds(1_000)).hasValue(0);
    }

    @Test
    void holdsNeitherPrivateNorPresharedKeys() {
        String shown = WireGuardDump.parse(recorded()).toString();

        assertThat(shown)
                .doesNotContain("IpU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw=")
                .doesNotContain("J6Cus/7pIy+K8iEfnuSRxbEL7LVWO/web5NCfsvI/ik=")
                .doesNotContain("Do/xhGOw5LK6KXA0dPBkrGj3APWwKz3GZvRb3qosyu0=");
    }

    @Test
    void understandsThatItMayNotLook() {
        WireGuardDump dump = parse("Unable to access interface wg0: Operation not permitted\n");

        assertThat(dump.refusals()).containsExactly("Operation not permitted");
        assertThat(dump.badLines()).isZero();
    }

    @Test
    void countsLinesOfAnotherShapeAndKeepsTheRest() {
        String nonsense = "hello\n" + PEER.replace(KEY, "key")
                + PEER.replace("\t1\t", "\t18446744073709551616\t")
                + PEER.replace("\t1\t", "\t-1\t")
                + PEER.replace("wg0", "a/b")
                + PEER.replace("\n", "\textra\n")
                + "wg0\tprivate\tpublic\t70000\toff\n";

        WireGuardDump dump = parse(nonsense + PEER);

        assertThat(dump.badLines()).isEqualTo(7);
        assertThat(dump.peers()).hasSize(1);
    }

    @Test
    void takesTheFirstOfTwoPeersWithOneKey() {
        WireGuardDump dump = parse(PEER + PEER);

        assertThat(dump.peers()).hasSize(1);
        assertThat(dump.badLines()).isEqualTo(1);
    }

    @Test
    void readsAnEmptyAnswer() {
        assertThat(parse("").peers()).isEmpty();
        assertThat(parse("\n\n").badLines()).isZero();
    }

    @Test
    void neverThrowsOnADamagedAnswerNorShowsMoreThanIsThere() {
        long seed = 51_820;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = recorded();

        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(1, 30); n > 0; n--) {
                byte with = random.nextInt(4) == 0 ? (byte) '\t' : (byte) random.nextInt();
                damaged[random.nextInt(damaged.length)] = with;
            }
            WireGuardDump dump = WireGuardDump.parse(damaged);

            assertThat(dump.peers().size() + dump.interfaces().size() + dump.badLines())
                    .as("seed %d, round %d", seed, round)
                    .isBetween(1, 30);
        }
    }

    private static WireGuardDump parse(String text) {
        return WireGuardDump.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] recorded() {
        try (InputStream in = WireGuardDumpTest.class.getResourceAsStream("/wg-show-all-dump.txt")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
