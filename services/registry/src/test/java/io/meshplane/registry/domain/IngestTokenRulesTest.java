package io.meshplane.registry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.registry.domain.IngestTokenRules.Decision;
import io.meshplane.registry.domain.IngestTokenRules.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestTokenRulesTest {
    private static final byte[] KEY = new byte[32];

    private static IngestToken token(int number) {
        return new IngestToken("%016x".formatted(number) + "0".repeat(48));
    }

    private static Node node(boolean revoked, IngestToken... tokens) {
        return new Node(
                NodeId.ofPublicKey(KEY),
                new NetworkId("home"),
                KEY,
                Role.GATEWAY,
                new NodeName("roof"),
                null,
                revoked,
                List.of(tokens),
                Instant.EPOCH,
                7);
    }

    @Test
    void givesANodeATokenMore() {
        Decision decision = IngestTokenRules.issue(node(false, token(1)), token(2));

        assertThat(decision).isInstanceOfSatisfying(Decision.Issued.class, issued -> {
            assertThat(issued.node().ingestTokens()).containsExactly(token(1), token(2));
            assertThat(issued.node().version()).isEqualTo(8);
        });
    }

    @Test
    void givesNoFifthToken() {
        Node full = node(false, token(1), token(2), token(3), token(4));

        assertThat(IngestTokenRules.issue(full, token(5))).isEqualTo(new Decision.Refused(Reason.TOO_MANY));
    }

    @Test
    void givesARevokedNodeNone() {
        assertThat(IngestTokenRules.issue(node(true), token(1))).isEqualTo(new Decision.Refused(Reason.NODE_REVOKED));
    }

    @Test
    void takesBackTheTokenThatIsNamedOnly() {
        Node node = node(false, token(1), token(2));

        assertThat(IngestTokenRules.withdraw(node, token(1).id()))
                .hasValueSatisfying(left -> assertThat(left.ingestTokens()).containsExactly(token(2)));
        assertThat(IngestTokenRules.withdraw(node, "0123456789abcdef")).isEmpty();
    }

    @Test
    void takesAllTokensOfANodeThatIsPutOut() {
        assertThat(EnrolmentRules.revoke(node(false, token(1))).ingestTokens()).isEmpty();
    }
}
