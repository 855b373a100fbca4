package io.meshplane.payment.domain.settlement;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who should pay whom how much now. Debts along chains of links are netted: who sold as much as it bought pays nobody, and n nodes
 * need at most n - 1 payments.
 */
public final class SettlementRules {
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    /**
     * A payment that should be made.
     *
     * @param amount to the payee, what the community gets taken off
     * @param communityAmount to the community's address: its share of the payment
     */
    public record Proposal(NodeId payer, NodeId payee, Amount amount, Amount communityAmount) {}

    /** A payment that is on its way and not in the books yet. */
    public record InFlight(NodeId payer, NodeId payee, Amount amount) {}

    /**
     * What is not worth a payment, and what goes to the community.
     *
     * @param minimum smaller payments are left for later
     * @param communityPerMille 0-1000, of each payment
     */
    public record Terms(Amount minimum, int communityPerMille) {
        public Terms {
            if (communityPerMille < 0 || communityPerMille > 1000) {
                throw new IllegalArgumentException("the community's share is 0 to 1000 per mille");
            }
        }
    }

    private record Position(NodeId node, BigInteger amount) {}

    /**
     * Proposes payments, the largest first; the same positions give the same proposals.
     *
     * @param positions what each node owes (below zero), or has earned and not used up
     * @param inFlight counts as if it had arrived, so that nothing is paid twice
     */
    public static List<Proposal> propose(Map<NodeId, BigInteger> positions, List<InFlight> inFlight, Terms terms) {
        Map<NodeId, BigInteger> open = new HashMap<>(positions);
        for (InFlight payment : inFlight) {
            BigInteger amount = payment.amount().value();
            open.merge(payment.payer(), amount, BigInteger::add);
            open.merge(payment.payee(), amount.negate(), BigInteger::add);
        }
        List<Position> debtors = side(open, -1);
        List<Position> creditors = side(open, 1);
        List<Proposal> proposals = new ArrayList<>();
        while (!debtors.isEmpty() && !creditors.isEmpty()) {
            Position debtor = debtors.removeFirst();
            Position creditor = creditors.removeFirst();
            BigInteger amount = debtor.amount().min(creditor.amount());
            if (amount.compareTo(terms.minimum().value()) >= 0) {
                proposals.add(proposal(debtor.node(), creditor.node(), amount, terms));
            }
            putBack(debtors, debtor, amount);
            putBack(creditors, creditor, amount);
        }
        return proposals;
    }

    private static List<Position> side(Map<NodeId, BigInteger> open, int sign) {
        List<Position> side = new ArrayList<>();
        open.forEach((node, amount) -> {
            if (amount.signum() == sign) side.add(new Position(node, amount.abs()));
        });
        side.sort(Comparator.comparing(Position::amount)
                .reversed()
                .thenComparing(one -> one.node().value()));
        return side;
    }

    private static void putBack(List<Position> side, Position one, BigInteger paid) {
        BigInteger rest = one.amount().subtract(paid);
        if (rest.signum() > 0) side.addFirst(new Position(one.node(), rest));
    }

    private static Proposal proposal(NodeId payer, NodeId payee, BigInteger amount, Terms terms) {
        BigInteger share =
                amount.multiply(BigInteger.valueOf(terms.communityPerMille())).divide(THOUSAND);
        return new Proposal(payer, payee, new Amount(amount.subtract(share)), new Amount(share));
    }

    private SettlementRules() {}
}
