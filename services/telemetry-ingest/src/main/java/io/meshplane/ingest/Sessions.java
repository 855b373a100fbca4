package io.meshplane.ingest;

import com.google.protobuf.ByteString;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who signed once and need not sign each upload: a token stands for the node and the key with which it signed, and for nothing once
 * that node is revoked or signs with another key. Kept in this process only, within a bound: a node whose session is unknown signs
 * again.
 */
@Singleton
public class Sessions {
    private static final int TOKEN_BYTES = 16;

    private record Session(EnrolledNode node, ByteString key, Instant end) {}

    private final NodeDirectory nodes;
    private final InstantSource clock;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byToken;

    Sessions(NodeDirectory nodes, InstantSource clock, IngestConfig config, MeterRegistry meters) {
        this.nodes = nodes;
        this.clock = clock;
        this.lifetime = config.sessions().lifetime();
        int max = config.sessions().max();
        if (max < 1 || lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("meshplane.ingest.sessions: max and lifetime must be 1 or more");
        }
        this.byToken = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
                return size() > max;
            }
        };
        Gauge.builder("ingest.sessions", this, Sessions::count).register(meters);
    }

    /** How long a session lasts. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Opens a session for a node that has just signed; gives its token. */
    public String open(EnrolledNode node) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ByteString key = nodes.keyOf(node.id()).orElse(ByteString.EMPTY);
        Session session = new Session(node, key, clock.instant().plus(lifetime));
        synchronized (byToken) {
            byToken.put(token, session);
        }
        return token;
    }

    /** The node whose session this is; empty if there is none, or no longer. */
    public Optional<EnrolledNode> find(String token) {
        Session session;
        synchronized (byToken) {
            session = byToken.get(token);
        }
        if (session == null) return Optional.empty();
        boolean lives = clock.instant().isBefore(session.end)
                && nodes.keyOf(session.node.id()).filter(session.key::equals).isPresent();
        if (lives) return Optional.of(session.node);
        synchronized (byToken) {
            byToken.remove(token);
        }
        return Optional.empty();
    }

    private int count() {
        synchronized (byToken) {
            return byToken.size();
        }
    }
}
