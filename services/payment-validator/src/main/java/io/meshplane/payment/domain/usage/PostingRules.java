package io.meshplane.payment.domain.usage;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.TransferCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must be posted so that the ledger says what the bill says. */
public final class PostingRules {

    /**
     * Money that moves.
     *
     * @param part of the charge that changed
     * @param code why; a CORRECTION takes back what was posted before a late word of an end
     */
    public record Move(
            Lot lot, Part part, Account debit, Account credit, Amount amount, Asset asset, TransferCode code) {}

    /** Parts of a charge: each is posted by itself. */
    public enum Part {
        GROSS(TransferCode.USAGE),
        OVER_CAP(TransferCode.CAP),
        FREE(TransferCode.ALLOWANCE);

        private final TransferCode code;

        Part(TransferCode code) {
            this.code = code;
        }

        BigInteger of(@Nullable Charge charge) {
            if (charge == null) return BigInteger.ZERO;
            Amount amount = switch (this) {
                case GROSS -> charge.gross();
                case OVER_CAP -> charge.overCap();
                case FREE -> charge.free();
            };
            return amount.value();
        }
    }

    /**
     * The moves from what is posted to what is due; none if nothing changed. Lots that wait for a price stay as they are.
     *
     * @param posted the bill that the ledger says
     * @param due the bill now
     */
    public static List<Move> moves(Bill posted, Bill due, Account buyer, Account seller) {
        List<Move> moves = new ArrayList<>();
        SortedSet<Lot> lots = new TreeSet<>(posted.charges().keySet());
        lots.removeAll(due.unpayable());
        lots.removeAll(due.unpriced());
        lots.addAll(due.charges().keySet());
        for (Lot lot : lots) {
            Charge before = posted.charges().get(lot);
            Charge after = due.charges().get(lot);
            Asset asset = asset(before, after);
            for (Part part : Part.values()) {
                BigInteger more = part.of(after).subtract(part.of(before));
                if (more.signum() != 0) moves.add(move(lot, part, asset, more, buyer, seller));
            }
        }
        return moves;
    }

    private static Asset asset(@Nullable Charge before, @Nullable Charge after) {
        if (after != null) return after.asset();
        if (before != null) return before.asset();
        throw new IllegalArgumentException("a lot without a charge");
    }

    private static Move move(Lot lot, Part part, Asset asset, BigInteger more, Account buyer, Account seller) {
        boolean toSeller = (part == Part.GROSS) == (more.signum() > 0);
        TransferCode code = more.signum() > 0 ? part.code : TransferCode.CORRECTION;
        Amount amount = new Amount(more.abs());
        return toSeller
                ? new Move(lot, part, buyer, seller, amount, asset, code)
                : new Move(lot, part, seller, buyer, amount, asset, code);
    }

    private PostingRules() {}
}
