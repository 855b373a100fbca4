package io.meshplane.payment.domain.statement;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.TransferCode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What moved on a node's two accounts in a period, in one asset. Base units throughout.
 *
 * @param from inclusive
 * @param to exclusive
 * @param opening what both accounts held before, signed
 * @param closing what they held after
 * @param lines by own account, other account and code, each once
 */
public record Statement(
        NetworkId network,
        NodeId node,
        Asset asset,
        Instant from,
        Instant to,
        BigInteger opening,
        BigInteger closing,
        List<Line> lines) {
    /** Names the form that is signed. */
    public static final String FORMAT = "meshplane-statement-1";

    private static final Comparator<Line> ORDER = Comparator.comparing(
                    (Line line) -> line.own().name())
            .thenComparing(line -> line.other().name())
            .thenComparing(Line::code);

    /**
     * All transfers between two accounts for one reason.
     *
     * @param credits that reached {@code own}, at least 0
     * @param debits that left it, at least 0
     * @param transfers how many they are
     */
    public record Line(
            Account own, Account other, TransferCode code, BigInteger credits, BigInteger debits, long transfers) {
        public Line {
            if (credits.signum() < 0 || debits.signum() < 0) throw new IllegalArgumentException("an amount below zero");
        }

        /** The same as the other end must see it. */
        Line mirrored() {
            return new Line(
                    /* own= */ other, /* other= */ own, code, /* credits= */ debits, /* debits= */ credits, transfers);
        }
    }

    public Statement {
        if (!from.isBefore(to)) throw new IllegalArgumentException("a period begins before it ends");
        lines = lines.stream().sorted(ORDER).toList();
    }

    /** What moved. */
    BigInteger moved() {
        return lines.stream()
                .map(line -> line.credits().subtract(line.debits()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What is signed: RFC 8785, all values strings. */
    public String canonical() {
        return CanonicalJson.of(Map.of(
                "format", FORMAT,
                "network", network.value(),
                "node", node.value(),
                "asset", asset.toString(),
                "from", from.toString(),
                "to", to.toString(),
                "opening", opening.toString(),
                "closing", closing.toString(),
                "lines", lines.stream().map(Statement::tree).toList()));
    }

    private static Map<String, String> tree(Line line) {
        return Map.of(
                "own", line.own().name(),
                "other", line.other().name(),
                "code", line.code().name(),
                "credits", line.credits().toString(),
                "debits", line.debits().toString(),
                "transfers", Long.toString(line.transfers()));
    }
}
