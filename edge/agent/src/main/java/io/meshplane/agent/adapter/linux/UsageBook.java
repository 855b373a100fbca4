package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.CounterEpochs;
import io.meshplane.agent.domain.CounterEpochs.Sight;
import io.meshplane.agent.domain.WireGuardDump;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative bytes per interface, and per peer where WireGuard tells them, from where the node began to count. The bytes of a tunnel count once: with its peers, where
 * these can be seen. A peer is named by the node id that people wrote down for its key or that the registry knows, else by the id
 * that its key itself would give a node: nobody's, but the same for ever.
 */
final class UsageBook {
    private final EpochFile file;
    private final Set<String> tunnels = new HashSet<>();

    UsageBook(EpochFile file) {
        this.file = file;
    }

    /**
     * The counters now.
     *
     * @param mayTellPeers whether WireGuard's peers were seen, or may be seen soon; then interfaces of WireGuard wait for them
     */
    List<UsageCounter> counters(
            String hostBootId,
            Optional<InterfaceSource.Sight> interfaces,
            Optional<WireGuardSource.Sight> wireGuard,
            boolean mayTellPeers) {
        List<Sight> sights = new ArrayList<>();
        wireGuard.ifPresent(sight -> {
            if (sight.complete()) tunnels.clear();
            sight.dump().interfaces().forEach(one -> tunnels.add(one.name()));
            sight.dump().peers().forEach(peer -> sights.add(sight(peer, sight)));
        });
        List<InterfaceSource.Row> rows =
                interfaces.map(InterfaceSource.Sight::rows).orElse(List.of());
        for (InterfaceSource.Row row : rows) {
            sights.add(new Sight(
                    row.counters().name(),
                    row.index(),
                    row.counters().sentBytes(),
                    row.counters().receivedBytes()));
        }
        Predicate<String> vanished =
                wireGuard.filter(WireGuardSource.Sight::complete).isPresent()
                        ? name -> name.indexOf('/') >= 0
                        : _ -> false;
        CounterEpochs epochs = file.advance(hostBootId, sights, vanished);
        List<UsageCounter> usage = new ArrayList<>();
        for (InterfaceSource.Row row : rows) {
            boolean throughPeers = tunnels.contains(row.counters().name()) || (row.wireGuard() && mayTellPeers);
            if (!throughPeers) usage.add(counter(row, epochs));
        }
        wireGuard.ifPresent(sight -> addPeers(sight, epochs, usage));
        return usage;
    }

    private static Sight sight(WireGuardDump.Peer peer, WireGuardSource.Sight all) {
        int index = all.indexes().getOrDefault(peer.interfaceName(), 0);
        return new Sight(name(peer), index, peer.sentBytes(), peer.receivedBytes());
    }

    private static UsageCounter counter(InterfaceSource.Row row, CounterEpochs epochs) {
        String name = row.counters().name();
        CounterEpochs.Base base = epochs.baseOf(name);
        return new UsageCounter(
                name,
                null,
                epochs.epochOf(name),
                row.counters().sentBytes() - base.sentBytes(),
                row.counters().receivedBytes() - base.receivedBytes());
    }

    private static void addPeers(WireGuardSource.Sight sight, CounterEpochs epochs, List<UsageCounter> usage) {
        for (WireGuardDump.Peer peer : sight.dump().peers()) {
            String id = nodeId(peer.publicKey(), sight.nodesByKey().get(peer.publicKey()));
            CounterEpochs.Base base = epochs.baseOf(name(peer));
            usage.add(new UsageCounter(
                    peer.interfaceName(),
                    id,
                    epochs.epochOf(name(peer)),
                    peer.sentBytes() - base.sentBytes(),
                    peer.receivedBytes() - base.receivedBytes()));
        }
    }

    private static String name(WireGuardDump.Peer peer) {
        return CounterEpochs.peerName(peer.interfaceName(), peer.publicKey());
    }

    private static String nodeId(String publicKey, @Nullable String written) {
        if (written != null) return written;
        return NodeId.ofPublicKey(Base64.getDecoder().decode(publicKey)).value();
    }
}
