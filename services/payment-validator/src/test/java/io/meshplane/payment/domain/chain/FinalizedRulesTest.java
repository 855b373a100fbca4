package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.TWO_OF_FOUR;
import static io.meshplane.payment.domain.chain.Hashes.hash;
import static io.meshplane.payment.domain.chain.Hashes.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.FinalizedRules.Said;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FinalizedRulesTest {
    private static final HeaderWindow INDEXED = window(10, "abcdef");

    @Test
    void theMthHighestWordCounts() {
        assertThat(height(INDEXED, says(INDEXED, 15), says(INDEXED, 12), says(INDEXED, 11)))
                .isEqualTo(12);
        assertThat(height(INDEXED, says(INDEXED, 13), says(INDEXED, 13))).isEqualTo(13);
        assertThat(height(INDEXED, says(INDEXED, 13))).isEqualTo(-1);
        assertThat(height(INDEXED)).isEqualTo(-1);
    }

    @Test
    void aHistoryOfItsOwnHasNoWord() {
        HeaderWindow fork = window(10, "abXYZW");

        assertThat(height(INDEXED, says(fork, 15), says(fork, 15), says(INDEXED, 12)))
                .isEqualTo(-1);
        assertThat(height(INDEXED, says(fork, 11), says(INDEXED, 12)))
                .as("up to where it is the same")
                .isEqualTo(11);
    }

    @Test
    void aHashThatItsOwnHeadersContradictIsNoWord() {
        Said twisted = new Said(INDEXED, new ChainLink(13, hash("X"), Hash32.ZERO));

        assertThat(height(INDEXED, twisted, says(INDEXED, 15))).isEqualTo(-1);
    }

    @Test
    void whatLiesBelowTheWindowIsFinalWhereTheHistoriesMeetAboveIt() {
        Said old = new Said(INDEXED, new ChainLink(3, hash("long ago"), Hash32.ZERO));

        assertThat(height(INDEXED, old, old)).isEqualTo(3);
        assertThat(height(window(10, "XYZ"), old, old)).isEqualTo(-1);
    }

    @Test
    void aNodeThatIsAheadSpeaksForTheIndexedPartOnly() {
        HeaderWindow ahead = window(10, "abcdefgh");

        assertThat(height(INDEXED, says(ahead, 17), says(ahead, 16))).isEqualTo(15);
        assertThat(height(HeaderWindow.startingAt(10), says(ahead, 17), says(ahead, 16)))
                .isEqualTo(-1);
    }

    private static Said says(HeaderWindow window, long height) {
        return new Said(window, new ChainLink(height, window.hashAt(height).orElseThrow(), Hash32.ZERO));
    }

    private static long height(HeaderWindow indexed, Said... said) {
        Map<FullNode, Said> byNode = new HashMap<>();
        for (int i = 0; i < said.length; i++) byNode.put(new FullNode("n" + i), said[i]);
        return FinalizedRules.height(indexed, byNode, TWO_OF_FOUR);
    }
}
