package io.meshplane.registry.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node says that a WireGuard key is its own.
 *
 * @param proof that it holds the private half
 */
public record KeyClaim(WireGuardKey key, byte[] proof) {
    public KeyClaim {
        proof = proof.clone();
    }

    /** Why none of the claims is taken. */
    public sealed interface Fault {
        /** Position of the claim in the list. */
        int index();

        /** The same key is there before. */
        record Twice(int index) implements Fault {}

        /** Whoever made the proof does not hold the key, or is another node. */
        record NotProven(int index) implements Fault {}
    }

    /** Looks at a proof. */
    public interface ProofCheck {
        /** Whether the node that claims holds the key. */
        boolean holds(WireGuardKey key, byte[] proof);
    }

    /** The first claim that a node cannot make; empty if all are sound. */
    public static Optional<Fault> fault(List<KeyClaim> claims, ProofCheck check) {
        Set<WireGuardKey> seen = new HashSet<>();
        for (int i = 0; i < claims.size(); i++) {
            KeyClaim claim = claims.get(i);
            if (!seen.add(claim.key)) return Optional.of(new Fault.Twice(i));
            if (!check.holds(claim.key, claim.proof)) return Optional.of(new Fault.NotProven(i));
        }
        return Optional.empty();
    }
}
