package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.meshplane.payment.domain.chain.Agreement.At;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterTest {

    @ParameterizedTest(name = "groups {0}: {1} lie, {2} hang, quorum {3} of {4} groups")
    @CsvSource({"a b c d,1,1,2,2", "a a b c,1,0,2,2", "a a a a,1,1,2,1", "a a b b c c c,2,1,3,2"})
    void takesGroupsThatLeaveAQuorum(String groups, int liars, int hung, int quorum, int spanned) {
        assertThatNoException().isThrownBy(() -> Roster.of(nodes(groups), liars, hung, quorum, spanned));
    }

    @ParameterizedTest(name = "groups {0}: {1} lie, {2} hang, quorum {3} of {4} groups")
    @CsvSource({"a a a a,1,1,2,2", "a a b c,1,1,2,2", "a a a b,1,0,2,2"})
    void refusesGroupsOfWhichTooFewMayBeLeft(String groups, int liars, int hung, int quorum, int spanned) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Roster.of(nodes(groups), liars, hung, quorum, spanned))
                .withMessageContaining("too few groups");
    }

    @Test
    void refusesAQuorumThatCannotSpanSoManyGroupsAndANameTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Roster.of(nodes("a b c d"), 1, 1, 2, 3))
                .withMessageContaining("can span 1 to 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Roster.of(List.of(new FullNode("a", "x"), new FullNode("a", "y")), 0, 0, 1, 1))
                .withMessageContaining("same name");
    }

    @Test
    void saysWhatItAssumesOfVendors() {
        assertThat(Roster.of(nodes("a b c d"), 1, 1, 2, 2).policy().inWords())
                .contains("are of 2 groups or more", "unless they are of fewer than 2 groups");
    }

    @Test
    void nodesOfOneVendorAreNoQuorumAlone() {
        QuorumPolicy policy = new QuorumPolicy(4, 1, 0, 2, 2);
        HeaderWindow fork = window(10, "X");
        FullNode one = new FullNode("n0", "vendor");
        FullNode two = new FullNode("n1", "vendor");

        Agreement alone = new Agreement(policy, Map.of(one, fork, two, fork));
        Agreement joined = new Agreement(policy, Map.of(one, fork, new FullNode("n2", "other"), fork));

        assertThat(alone.at(10)).isEqualTo(new At.Open());
        assertThat(joined.at(10)).isInstanceOf(At.Agreed.class);
    }

    private static List<FullNode> nodes(String groups) {
        List<String> labels = List.of(groups.split(" ", -1));
        return Stream.iterate(0, i -> i + 1)
                .limit(labels.size())
                .map(i -> new FullNode("n" + i, labels.get(i)))
                .toList();
    }
}
