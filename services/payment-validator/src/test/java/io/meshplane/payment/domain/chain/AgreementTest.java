package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.agreement;
import static io.meshplane.payment.domain.chain.Hashes.hash;
import static io.meshplane.payment.domain.chain.Hashes.nodes;
import static io.meshplane.payment.domain.chain.Hashes.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.payment.domain.chain.Agreement.At;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void isTheOneHashThatAQuorumShows() {
        Agreement agreement = agreement(window(10, "abc"), window(10, "abc"), window(10, "abX"), window(10, ""));

        assertThat(agreement.at(12)).isEqualTo(new At.Agreed(hash("c"), nodes("n0", "n1")));
        assertThat(agreement.at(11)).isEqualTo(new At.Agreed(hash("b"), nodes("n0", "n1", "n2")));
        assertThat(agreement.head()).isEqualTo(12);
    }

    @Test
    void isOpenWhereOneNodeAloneShowsAHash() {
        Agreement agreement = agreement(window(10, "ab"), window(10, "a"), window(10, "aX"));

        assertThat(agreement.at(11)).isEqualTo(new At.Open());
        assertThat(agreement.head()).isEqualTo(10);
    }

    @Test
    void isOpenWhereNobodyShowsAnything() {
        assertThat(agreement().at(0)).isEqualTo(new At.Open());
        assertThat(agreement().head()).isEqualTo(-1);
        assertThat(agreement(window(10, "a"), window(10, "a")).at(9)).isEqualTo(new At.Open());
    }

    @Test
    void isSplitWhereTwoHashesHaveAQuorum() {
        Agreement agreement = agreement(window(10, "ab"), window(10, "ab"), window(10, "aX"), window(10, "aX"));

        assertThat(agreement.at(11))
                .isInstanceOfSatisfying(
                        At.Split.class,
                        split -> assertThat(split.camps())
                                .containsOnlyKeys(
                                        hash("b").toString(), hash("X").toString()));
        assertThat(agreement.head()).isEqualTo(10);
    }
}
