package io.meshplane.registry;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.TunnelKey;
import io.meshplane.contracts.signature.TunnelKeyProof;
import io.meshplane.registry.adapter.db.WireGuardKeys;
import io.meshplane.registry.domain.KeyClaim;
import io.meshplane.registry.domain.KeyClaim.Fault;
import io.meshplane.registry.domain.WireGuardKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nodes say which WireGuard keys are theirs and learn whose others are: load → decide → commit. */
@ApplicationScoped
public class WireGuardKeyFlow {
    private final WireGuardKeys keys;
    private final InstantSource clock;
    private final MeterRegistry meters;

    WireGuardKeyFlow(WireGuardKeys keys, InstantSource clock, MeterRegistry meters) {
        this.keys = keys;
        this.clock = clock;
        this.meters = meters;
    }

    /** What became of a node's claims. */
    public sealed interface Outcome {
        /** These are its keys now, and no others. */
        record Kept(List<WireGuardKey> keys) implements Outcome {}

        /** A claim is not sound; nothing changed. */
        record Unsound(Fault fault) implements Outcome {}

        /** Another node has a key; nothing changed. */
        record Taken(WireGuardKey key) implements Outcome {}
    }

    /** Undoes the transaction. */
    private static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String key;

        TakenException(WireGuardKey key) {
            super("another node's key", null, false, false);
            this.key = key.value();
        }
    }

    /** Public half of the pair that proofs are made for, 32 bytes. */
    public Uni<byte[]> registrar() {
        return keys.inTransaction(tx -> tx.registrar(TunnelKey.generate())).map(TunnelKey::publicKey);
    }

    /** A node's keys are these from now on, all or none. */
    public Uni<Outcome> claim(NodeId node, List<KeyClaim> claims) {
        return keys.inTransaction(tx -> tx.registrar(TunnelKey.generate()).flatMap(registrar -> {
                    Optional<Fault> fault = KeyClaim.fault(
                            claims, (key, proof) -> TunnelKeyProof.holds(proof, key.bytes(), registrar, node));
                    return fault.isPresent() ? unsound(fault.get()) : take(tx, node, claims);
                }))
                .onFailure(TakenException.class)
                .recoverWithItem(failure -> new Outcome.Taken(new WireGuardKey(failure.key)))
                .invoke(this::count);
    }

    private static Uni<Outcome> unsound(Fault fault) {
        return Uni.createFrom().item(new Outcome.Unsound(fault));
    }

    private Uni<Outcome> take(WireGuardKeys.Transaction tx, NodeId node, List<KeyClaim> claims) {
        List<WireGuardKey> wanted = claims.stream().map(KeyClaim::key).sorted().toList();
        return tx.claim(node, wanted, clock.instant())
                .invoke(taken -> {
                    Set<WireGuardKey> missing = new HashSet<>(wanted);
                    taken.forEach(missing::remove);
                    if (!missing.isEmpty())
                        throw new TakenException(missing.iterator().next());
                })
                .chain(() -> tx.keepOnly(node, wanted))
                .replaceWith(new Outcome.Kept(wanted));
    }

    /** Which nodes of a network have which of these keys. */
    public Uni<Map<WireGuardKey, NodeId>> owners(NetworkId network, Collection<WireGuardKey> asked) {
        return keys.inTransaction(tx -> tx.owners(network, asked));
    }

    /** A node's keys; none if it is of another network. */
    public Uni<List<WireGuardKey>> of(NetworkId network, NodeId node) {
        return keys.inTransaction(tx -> tx.of(network, node));
    }

    private void count(Outcome outcome) {
        String word = switch (outcome) {
            case Outcome.Kept _ -> "kept";
            case Outcome.Unsound _ -> "unsound";
            case Outcome.Taken _ -> "taken";
        };
        meters.counter("registry.wireguard.claims", "outcome", word).increment();
    }
}
