package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RlpTest {
    private static RlpItem text(String text) {
        return RlpItem.of(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Stream<Arguments> vectors() {
        RlpItem empty = RlpItem.listOf();
        RlpItem nested = RlpItem.listOf(empty);
        return Stream.of(
                Arguments.of(text("dog"), "0x83646f67"),
                Arguments.of(RlpItem.listOf(text("cat"), text("dog")), "0xc88363617483646f67"),
                Arguments.of(text(""), "0x80"),
                Arguments.of(empty, "0xc0"),
                Arguments.of(RlpItem.of(0), "0x80"),
                Arguments.of(RlpItem.of(Bytes.of((byte) 0)), "0x00"),
                Arguments.of(RlpItem.of(15), "0x0f"),
                Arguments.of(RlpItem.of(127), "0x7f"),
                Arguments.of(RlpItem.of(128), "0x8180"),
                Arguments.of(RlpItem.of(1024), "0x820400"),
                Arguments.of(RlpItem.listOf(empty, nested, RlpItem.listOf(empty, nested)), "0xc7c0c1c0c3c0c1c0"),
                Arguments.of(
                        text("Lorem ipsum dolor sit amet, consectetur adipisicing elit"),
                        "0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164"
                                + "6970697369" + "63696e6720656c6974"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encodesAndDecodesTheSpecificationsExamples(RlpItem item, String hex) throws MalformedChainDataException {
        Bytes encoded = Rlp.encode(item);

        assertThat(encoded).isEqualTo(Bytes.fromHex(hex));
        assertThat(Rlp.decode(encoded)).isEqualTo(item);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x", // nothing
                "0x8100", // one byte below 0x80 with a prefix
                "0x817f",
                "0x8201", // truncated
                "0xb800", // long form of a short length
                "0xb90001ff", // leading zero in a length
                "0xbf0fffffffffffffff", // length beyond any input
                "0xb8", // length missing
                "0xc18363", // inner item leaves its list
                "0xf800",
                "0x0000", // bytes after the item
                "0xc0c0"
            })
    void refusesEveryOtherForm(String hex) {
        assertThatThrownBy(() -> Rlp.decode(Bytes.fromHex(hex))).isInstanceOf(MalformedChainDataException.class);
    }

    @Test
    void refusesListsNestedDeeperThanTheBound() throws MalformedChainDataException {
        RlpItem deepest = RlpItem.listOf();
        for (int depth = 1; depth < Rlp.MAX_DEPTH; depth++) {
            deepest = RlpItem.listOf(deepest);
        }
        Bytes tooDeep = Rlp.encode(RlpItem.listOf(deepest));

        assertThat(Rlp.decode(Rlp.encode(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> Rlp.decode(tooDeep)).hasMessageContaining("nested");
    }

    @Test
    void refusesInputBeyondTheBound() {
        Bytes tooLong = Bytes.of(new byte[Rlp.MAX_SIZE_BYTES + 1]);

        assertThatThrownBy(() -> Rlp.decode(tooLong)).isInstanceOf(MalformedChainDataException.class);
    }

    @Test
    void decodesWhatItEncodedForRandomItems() throws MalformedChainDataException {
        Random random = Seeded.random("rlp round trip");
        for (int trial = 0; trial < 2_000; trial++) {
            RlpItem item = randomItem(random, 0);

            assertThat(Rlp.decode(Rlp.encode(item))).isEqualTo(item);
        }
    }

    @Test
    void hasOneFormOnlyForWhateverItAccepts() {
        Random random = Seeded.random("rlp canonical");
        int accepted = 0;
        for (int trial = 0; trial < 50_000; trial++) {
            byte[] noise = new byte[1 + random.nextInt(6)];
            random.nextBytes(noise);
            Bytes input = Bytes.of(noise);
            try {
                RlpItem item = Rlp.decode(input);
                accepted++;
                assertThat(Rlp.encode(item)).isEqualTo(input);
            } catch (MalformedChainDataException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void refusesANegativeInteger() {
        assertThatThrownBy(() -> RlpItem.of(BigInteger.valueOf(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static RlpItem randomItem(Random random, int depth) {
        if (depth > 4 || random.nextInt(3) > 0) {
            byte[] content = new byte[random.nextInt(10) == 0 ? random.nextInt(70_000) : random.nextInt(60)];
            random.nextBytes(content);
            return RlpItem.of(Bytes.of(content));
        }
        List<RlpItem> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(randomItem(random, depth + 1));
        }
        return RlpItem.listOf(items);
    }
}
