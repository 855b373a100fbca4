package io.meshplane.payment.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumPolicyTest {

    @ParameterizedTest(name = "{0} nodes, {1} lie, {2} hang, quorum {3}")
    @CsvSource({"4,1,1,2", "1,0,0,1", "3,1,0,2", "2,0,1,1", "7,2,2,3", "4,1,0,3"})
    void takesNumbersThatKeepThePromise(int nodes, int liars, int hung, int quorum) {
        assertThatNoException().isThrownBy(() -> new QuorumPolicy(nodes, liars, hung, quorum));
    }

    @ParameterizedTest(name = "{0} nodes, {1} lie, {2} hang, quorum {3}: {4}")
    @CsvSource({
        "3,1,1,2,2L+H+1",
        "0,0,0,1,2L+H+1",
        "4,1,1,1,unsafe",
        "4,1,1,3,never be reached",
        "4,-1,1,2,0 or more",
        "33,1,1,2,at most 32"
    })
    void refusesNumbersThatCannot(int nodes, int liars, int hung, int quorum, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuorumPolicy(nodes, liars, hung, quorum))
                .withMessageContaining(words);
    }

    @Test
    void saysWhatItAssumes() {
        assertThat(new QuorumPolicy(4, 1, 1, 2).inWords())
                .contains(
                        "2 of 4 full nodes", "at most 1 of them lie(s)", "2 nodes that lie together would be believed");
    }
}
