package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.WireGuardDump;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.TunnelKeyProof;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the source of WireGuard and who speaks with the registry tell each other: keys of peers and their names, and proofs that this
 * node holds its own keys. A private key is used while its line is read, and gets no further. Thread-safe.
 */
public final class TunnelBook implements WireGuardDump.OwnKeys {
    private static final int PROOFS_MAX = 64;

    private record Registrar(byte[] publicKey, NodeId node) {}

    private @Nullable Registrar registrar;
    private final Map<String, String> proofs = new HashMap<>();
    private Set<String> own = Set.of();
    private Set<String> peers = Set.of();
    private volatile Map<String, String> names = Map.of();

    /** From now on proofs are made for this registrar. */
    public synchronized void proveTo(byte[] registrarKey, NodeId node) {
        registrar = new Registrar(registrarKey, node);
        proofs.clear();
    }

    /** Names peers: node ids by public key. */
    public void name(Map<String, String> nodesByKey) {
        names = Map.copyOf(nodesByKey);
    }

    /** Node ids by public key, as far as they are known. */
    Map<String, String> names() {
        return names;
    }

    /** Keys of all peers. */
    public synchronized Set<String> peers() {
        return peers;
    }

    /** Public keys of this node's interfaces. */
    public synchronized Set<String> own() {
        return own;
    }

    /** Proofs in base64 by public key; empty until there is one for each of the node's own keys. */
    public synchronized Map<String, String> proofs() {
        return !own.isEmpty() && proofs.keySet().containsAll(own)
                ? proofs.entrySet().stream()
                        .filter(each -> own.contains(each.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))
                : Map.of();
    }

    @Override
    public synchronized void hold(String publicKey, byte[] privateKeyText) {
        Registrar known = registrar;
        if (known == null || proofs.containsKey(publicKey) || proofs.size() >= PROOFS_MAX) return;
        byte[] privateKey = Base64.getDecoder().decode(privateKeyText);
        try {
            TunnelKeyProof.make(privateKey, Base64.getDecoder().decode(publicKey), known.publicKey, known.node)
                    .ifPresent(
                            proof -> proofs.put(publicKey, Base64.getEncoder().encodeToString(proof)));
        } finally {
            Arrays.fill(privateKey, (byte) 0);
        }
    }

    /** Takes over what was seen, if all of it was. */
    public synchronized void seen(WireGuardDump dump) {
        Set<String> keys = new HashSet<>();
        dump.peers().forEach(peer -> keys.add(peer.publicKey()));
        peers = Set.copyOf(keys);
        own = dump.interfaces().stream()
                .flatMap(one -> Stream.ofNullable(one.publicKey()))
                .sorted()
                .limit(PROOFS_MAX)
                .collect(Collectors.toUnmodifiableSet());
        proofs.keySet().retainAll(own);
    }
}
