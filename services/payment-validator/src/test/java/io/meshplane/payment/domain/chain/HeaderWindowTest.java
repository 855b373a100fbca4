package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.payment.TestBlocks;
import io.meshplane.payment.TestBlocks.Block;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderWindowTest {
    private static final List<Block> CHAIN = TestBlocks.chain("a", Collections.nCopies(5, List.of()));
    private static final List<Block> OTHER = TestBlocks.chain("b", Collections.nCopies(5, List.of()));

    @Test
    void growsByChildren() {
        HeaderWindow window = HeaderWindow.startingAt(2)
                .take(CHAIN.get(2).link())
                .take(CHAIN.get(3).link());

        assertThat(window.head()).isEqualTo(3);
        assertThat(window.hashAt(2)).contains(CHAIN.get(2).hash());
        assertThat(window.hashAt(1)).isEmpty();
        assertThat(window.hashAt(4)).isEmpty();
    }

    @Test
    void letsItsNewestFallWhenTheNextIsNoChildOfIt() {
        HeaderWindow window = HeaderWindow.startingAt(0)
                .take(CHAIN.get(0).link())
                .take(CHAIN.get(1).link());

        HeaderWindow shorter = window.take(OTHER.get(2).link());

        assertThat(shorter.head()).isZero();
        assertThat(shorter.nextHeight()).isEqualTo(1);
    }

    @Test
    void takesNoOtherHeightThanTheNext() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderWindow.startingAt(2).take(CHAIN.get(3).link()));
    }

    @Test
    void isCutAtBothEnds() {
        HeaderWindow window = window(10, "abcde");

        assertThat(window.from(12)).isEqualTo(window(12, "cde"));
        assertThat(window.from(9)).isEqualTo(window);
        assertThat(window.from(20)).isEqualTo(HeaderWindow.startingAt(20));
        assertThat(window.until(11)).isEqualTo(window(10, "ab"));
        assertThat(window.until(20)).isEqualTo(window);
        assertThat(window.until(3)).isEqualTo(HeaderWindow.startingAt(10));
    }
}
