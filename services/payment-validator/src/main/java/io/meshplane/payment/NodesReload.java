package io.meshplane.payment;

import io.meshplane.payment.adapter.chain.NodesFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks at the nodes file now and then. What it says is applied whole or not at all. */
final class NodesReload {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(NodesReload.class);

    private final ChainConfig config;
    private final Optional<NodesFile> file;
    private final InstantSource clock;
    private Instant lookedAt = Instant.MIN;
    private String refusal = "";

    NodesReload(ChainConfig config, InstantSource clock) {
        this.config = config;
        this.file = config.nodesFile().map(NodesFile::new);
        this.clock = clock;
    }

    /**
     * What to begin with.
     *
     * @throws IllegalArgumentException with words for the operator: there is nothing older that could stay
     */
    ChainSetup first() {
        if (file.isEmpty()) return ChainSetups.of(config);
        try {
            return ChainSetups.of(config, file.get().changed().orElseThrow());
        } catch (IOException e) {
            throw new IllegalArgumentException("nodes-file cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("nodes-file: " + e.getMessage(), e);
        }
    }

    /** What the file says now, if that is new and good. */
    Optional<ChainSetup> changed() {
        Instant now = clock.instant();
        if (file.isEmpty() || lookedAt.plus(LOOK_EVERY).isAfter(now)) return Optional.empty();
        lookedAt = now;
        try {
            Optional<ChainSetup> next = file.get().changed().map(content -> ChainSetups.of(config, content));
            next.ifPresent(setup -> {
                refusal = "";
                LOG.infof(
                        "full nodes change nodes=%s assumption=\"%s\" finality=\"%s\"",
                        setup.roster().nodes(),
                        setup.roster().policy().inWords(),
                        setup.finality().inWords());
            });
            return next;
        } catch (IOException | IllegalArgumentException e) {
            String why = e instanceof IOException ? "it cannot be read" : String.valueOf(e.getMessage());
            if (!why.equals(refusal)) LOG.errorf("nodes-file is refused, the nodes stay as they were why=%s", why);
            refusal = why;
            return Optional.empty();
        }
    }
}
