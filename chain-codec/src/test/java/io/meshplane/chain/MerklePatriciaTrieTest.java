package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors of the Ethereum tests' TrieTests: trieanyorder, trieanyorder_secureTrie. */
class MerklePatriciaTrieTest {
    private static final Map<String, String> DOGS = Map.of("doe", "reindeer", "dog", "puppy", "dogglesworth", "cat");
    private static final Map<String, String> PUPPY =
            Map.of("do", "verb", "horse", "stallion", "doge", "coin", "dog", "puppy");
    private static final Map<String, String> FOO = Map.of("foo", "bar", "food", "bass");

    private static Map<Bytes, Bytes> bytes(Map<String, String> entries) {
        Map<Bytes, Bytes> bytes = new LinkedHashMap<>();
        entries.forEach((key, value) -> bytes.put(bytes(key), bytes(value)));
        return bytes;
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hasTheKnownRootWithoutEntries() {
        assertThat(MerklePatriciaTrie.EMPTY_ROOT)
                .hasToString("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
        assertThat(MerklePatriciaTrie.orderedRoot(List.of())).isEqualTo(MerklePatriciaTrie.EMPTY_ROOT);
    }

    @Test
    void hasTheKnownRootsUnderPlainKeys() {
        assertThat(MerklePatriciaTrie.root(bytes(Map.of("A", "a".repeat(50)))))
                .hasToString("0xd23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab");
        assertThat(MerklePatriciaTrie.root(bytes(DOGS)))
                .hasToString("0x8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3");
        assertThat(MerklePatriciaTrie.root(bytes(PUPPY)))
                .hasToString("0x5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84");
        assertThat(MerklePatriciaTrie.root(bytes(FOO)))
                .hasToString("0x17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3");
    }

    @Test
    void hasTheKnownRootsUnderHashedKeys() {
        assertThat(MerklePatriciaTrie.secureRoot(bytes(DOGS)))
                .hasToString("0xd4cd937e4a4368d7931a9cf51686b7e10abb3dce38a39000fd7902a092b64585");
        assertThat(MerklePatriciaTrie.secureRoot(bytes(PUPPY)))
                .hasToString("0x29b235a58c3c25ab83010c327d5932bcf05324b7d6b1185e650798034783ca9d");
        assertThat(MerklePatriciaTrie.secureRoot(bytes(FOO)))
                .hasToString("0x1385f23a33021025d9e87cca5c66c00de06178807b96a9acc92b7d651ccde842");
    }

    @Test
    void dependsOnTheOrderOfAnIndexedList() {
        Bytes one = bytes("one");
        Bytes two = bytes("two");

        assertThat(MerklePatriciaTrie.orderedRoot(List.of(one, two)))
                .isNotEqualTo(MerklePatriciaTrie.orderedRoot(List.of(two, one)));
    }

    @Test
    void refusesAnEmptyValue() {
        assertThatThrownBy(() -> MerklePatriciaTrie.orderedRoot(List.of(Bytes.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
