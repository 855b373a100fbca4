package io.meshplane.payment.domain.statement;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.statement.Statement.Line;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The verifier that either end of a link runs over its own statement and the other's. */
public final class StatementRules {

    /** What a check finds. */
    public sealed interface Finding {
        /** Nothing wrong. */
        record Sound() implements Finding {}

        /** The signature is not that of the service over this statement. */
        record Forged() implements Finding {}

        /** Opening, lines and closing do not add up. */
        record DoesNotAddUp() implements Finding {}

        /** The statements are of different networks, assets or periods. */
        record NotComparable() implements Finding {}

        /**
         * One statement has lines that the other does not mirror.
         *
         * @param lines in words, as the first of the two sees them or would have to
         */
        record Disagree(List<String> lines) implements Finding {
            public Disagree {
                lines = List.copyOf(lines);
            }
        }
    }

    /** Checks one statement by itself. */
    public static Finding check(Statement statement, byte[] signature, PublicKey service) {
        if (!isSigned(statement.canonical(), signature, service)) return new Finding.Forged();
        boolean addsUp = statement.opening().add(statement.moved()).equals(statement.closing());
        return addsUp ? new Finding.Sound() : new Finding.DoesNotAddUp();
    }

    /** Checks whether two nodes are told the same of what moved between them. */
    public static Finding compare(Statement one, Statement other) {
        boolean comparable = one.network().equals(other.network())
                && one.asset().equals(other.asset())
                && one.from().equals(other.from())
                && one.to().equals(other.to());
        if (!comparable) return new Finding.NotComparable();
        Set<Line> told = between(one, other.node());
        Set<Line> mirrored = new HashSet<>();
        between(other, one.node()).forEach(line -> mirrored.add(line.mirrored()));
        if (told.equals(mirrored)) return new Finding.Sound();
        Set<String> differing = new TreeSet<>();
        told.stream().filter(line -> !mirrored.contains(line)).forEach(line -> differing.add(line.toString()));
        mirrored.stream().filter(line -> !told.contains(line)).forEach(line -> differing.add(line.toString()));
        return new Finding.Disagree(List.copyOf(differing));
    }

    private static Set<Line> between(Statement statement, NodeId node) {
        Set<Account> accounts = Set.of(Account.ofNode(node), Account.revenueOf(node));
        Set<Line> lines = new HashSet<>();
        for (Line line : statement.lines()) if (accounts.contains(line.other())) lines.add(line);
        return lines;
    }

    private static boolean isSigned(String canonical, byte[] signature, PublicKey service) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(service);
            ed25519.update(canonical.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException notOne) {
            return false;
        }
    }

    private StatementRules() {}
}
