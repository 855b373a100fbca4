package io.meshplane.payment.domain.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.payment.Seeded;
import io.meshplane.payment.domain.settlement.SettlementRules.InFlight;
import io.meshplane.payment.domain.settlement.SettlementRules.Proposal;
import io.meshplane.payment.domain.settlement.SettlementRules.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettlementRulesTest {
    private static final Terms ALL = new Terms(Amount.of(1), 0);
    private static final NodeId CLIENT = node(1);
    private static final NodeId RELAY = node(2);
    private static final NodeId GATEWAY = node(3);

    @Test
    void netsAChainOfLinks() {
        // the client owes the relay 70, the relay owes the gateway 50
        Map<NodeId, BigInteger> positions = Map.of(CLIENT, big(-70), RELAY, big(20), GATEWAY, big(50));

        assertThat(SettlementRules.propose(positions, List.of(), ALL))
                .containsExactly(
                        new Proposal(CLIENT, GATEWAY, Amount.of(50), Amount.ZERO),
                        new Proposal(CLIENT, RELAY, Amount.of(20), Amount.ZERO));
    }

    @Test
    void neverAsksForWhatIsOnItsWay() {
        Map<NodeId, BigInteger> positions = Map.of(CLIENT, big(-70), GATEWAY, big(70));

        assertThat(SettlementRules.propose(positions, List.of(new InFlight(CLIENT, GATEWAY, Amount.of(70))), ALL))
                .isEmpty();
        assertThat(SettlementRules.propose(positions, List.of(new InFlight(CLIENT, GATEWAY, Amount.of(60))), ALL))
                .containsExactly(new Proposal(CLIENT, GATEWAY, Amount.of(10), Amount.ZERO));
    }

    @Test
    void leavesSmallAmountsForLater() {
        Map<NodeId, BigInteger> positions = Map.of(CLIENT, big(-70), GATEWAY, big(70));

        assertThat(SettlementRules.propose(positions, List.of(), new Terms(Amount.of(71), 0)))
                .isEmpty();
        assertThat(SettlementRules.propose(positions, List.of(), new Terms(Amount.of(70), 0)))
                .hasSize(1);
    }

    @Test
    void givesTheCommunityItsShareAndLosesNoUnit() {
        Map<NodeId, BigInteger> positions = Map.of(CLIENT, big(-1_001), GATEWAY, big(1_001));

        assertThat(SettlementRules.propose(positions, List.of(), new Terms(Amount.of(1), 25)))
                .containsExactly(new Proposal(CLIENT, GATEWAY, Amount.of(976), Amount.of(25)));
    }

    @Test
    void leavesNobodyOwingAndNeedsFewerPaymentsThanNodes() {
        Random random = Seeded.random("positions");
        for (int round = 0; round < 1_000; round++) {
            Map<NodeId, BigInteger> positions = positions(random, 2 + random.nextInt(20));
            List<Proposal> proposals = SettlementRules.propose(positions, List.of(), ALL);
            Map<NodeId, BigInteger> after = new HashMap<>(positions);
            List<InFlight> inFlight = new ArrayList<>();
            for (Proposal one : proposals) {
                after.merge(one.payer(), one.amount().value(), BigInteger::add);
                after.merge(one.payee(), one.amount().value().negate(), BigInteger::add);
                inFlight.add(new InFlight(one.payer(), one.payee(), one.amount()));
            }

            assertThat(after.values()).as("round %d", round).allMatch(position -> position.signum() == 0);
            assertThat(proposals).hasSizeLessThan(positions.size());
            assertThat(SettlementRules.propose(positions, inFlight, ALL)).isEmpty();
        }
    }

    private static Map<NodeId, BigInteger> positions(Random random, int nodes) {
        Map<NodeId, BigInteger> positions = new HashMap<>();
        BigInteger sum = BigInteger.ZERO;
        for (int i = 1; i < nodes; i++) {
            BigInteger position = big(random.nextInt(2_001) - 1_000);
            positions.put(node(i), position);
            sum = sum.add(position);
        }
        positions.put(node(0), sum.negate());
        return positions;
    }

    private static NodeId node(int number) {
        return NodeId.ofPublicKey(Arrays.copyOf(new byte[] {(byte) number}, 32));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
