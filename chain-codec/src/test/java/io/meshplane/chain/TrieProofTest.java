package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrieProofTest {
    private final Random random = Seeded.random("trie proof");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 17, 127, 128, 129, 257, 300})
    void showsEveryValueOfATrie(int size) {
        List<Bytes> values = values(size, 1 + random.nextInt(80));
        Hash32 root = MerklePatriciaTrie.orderedRoot(values);
        MerklePatriciaTrie trie = MerklePatriciaTrie.ordered(values);

        for (int index = 0; index < size; index++) {
            List<Bytes> proof = trie.proof(index);

            assertThat(TrieProof.follow(root, index, proof)).contains(values.get(index));
            assertThat(proof).hasSizeLessThan(9);
        }
    }

    @Test
    void showsNothingUnderAnotherIndexOrRoot() {
        List<Bytes> values = values(200, 60);
        Hash32 root = MerklePatriciaTrie.orderedRoot(values);
        List<Bytes> proof = MerklePatriciaTrie.ordered(values).proof(150);

        for (int index = 0; index < 400; index++) {
            Optional<Bytes> shown = TrieProof.follow(root, index, proof);
            assertThat(shown.isPresent()).isEqualTo(index == 150);
        }
        assertThat(TrieProof.follow(Hash32.ZERO, 150, proof)).isEmpty();
    }

    @Test
    void anyBitFlippedShowsNothing() {
        List<Bytes> values = values(40, 60);
        Hash32 root = MerklePatriciaTrie.orderedRoot(values);
        List<Bytes> proof = MerklePatriciaTrie.ordered(values).proof(33);

        for (int node = 0; node < proof.size(); node++) {
            for (int bit = 0; bit < proof.get(node).size() * 8; bit++) {
                byte[] altered = proof.get(node).toArray();
                altered[bit / 8] ^= (byte) (1 << bit % 8);
                List<Bytes> forged = new ArrayList<>(proof);
                forged.set(node, Bytes.of(altered));

                assertThat(TrieProof.follow(root, 33, forged)).isEmpty();
            }
        }
    }

    @Test
    void nodesThatAreMissingOrTooManyOrInAnotherOrderShowNothing() {
        List<Bytes> values = values(300, 60);
        Hash32 root = MerklePatriciaTrie.orderedRoot(values);
        List<Bytes> proof = MerklePatriciaTrie.ordered(values).proof(290);
        List<Bytes> longer = new ArrayList<>(proof);
        longer.add(proof.getLast());
        List<Bytes> reversed = new ArrayList<>(proof);
        Collections.reverse(reversed);

        for (List<Bytes> forged :
                List.of(List.<Bytes>of(), proof.subList(1, proof.size()), proof.subList(0, 1), longer, reversed)) {
            assertThat(TrieProof.follow(root, 290, forged)).isEmpty();
        }
    }

    @Test
    void anyBytesWhateverAreNoProofAndNoException() {
        for (int trial = 0; trial < 20_000; trial++) {
            Bytes node = trial % 2 == 0
                    ? bytes(1 + random.nextInt(70))
                    : Rlp.encode(RlpItem.listOf(RlpItem.of(bytes(random.nextInt(4))), RlpItem.of(bytes(40))));

            assertThat(TrieProof.follow(Keccak256.hash(node), random.nextInt(300), List.of(node)))
                    .satisfiesAnyOf(
                            shown -> assertThat(shown).isEmpty(),
                            shown -> assertThat(shown.orElseThrow().size()).isPositive());
        }
    }

    private List<Bytes> values(int count, int size) {
        List<Bytes> values = new ArrayList<>();
        for (int i = 0; i < count; i++) values.add(bytes(size));
        return values;
    }

    private Bytes bytes(int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return Bytes.of(content);
    }
}
