package io.meshplane.payment;

import io.meshplane.payment.adapter.chain.NodesFile;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HealthPolicy;
import io.meshplane.payment.domain.chain.Roster;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Full nodes as operators write them, as a setup that can keep its promise; anything else is refused in words. */
final class ChainSetups {
    private static final int GROUPS_USUAL = 2;

    /** @throws IllegalArgumentException with words for the operator */
    static ChainSetup of(ChainConfig chain) {
        List<NodesFile.Entry> named =
                chain.nodes().stream().map(ChainSetups::entry).toList();
        Limits limits = new Limits(
                chain.liars(),
                chain.hung(),
                chain.quorum(),
                chain.groups(),
                chain.pollInterval(),
                chain.requestTimeout());
        return of(
                chain,
                named,
                FinalityText.policy(chain, chain.depth(), chain.bands().orElse(List.of())),
                limits);
    }

    /** As the file says; what it leaves out is as configured. */
    static ChainSetup of(ChainConfig chain, NodesFile.Content file) {
        OptionalInt groups = file.groups() == null ? chain.groups() : OptionalInt.of(file.groups());
        Limits limits = new Limits(
                Optional.ofNullable(file.liars()).orElse(chain.liars()),
                Optional.ofNullable(file.hung()).orElse(chain.hung()),
                Optional.ofNullable(file.quorum()).orElse(chain.quorum()),
                groups,
                millis(file.pollIntervalMillis()).orElse(chain.pollInterval()),
                millis(file.requestTimeoutMillis()).orElse(chain.requestTimeout()));
        String depth = Optional.ofNullable(file.depth()).orElse(chain.depth());
        List<String> bands = Optional.ofNullable(file.bands()).or(chain::bands).orElse(List.of());
        return of(chain, file.nodes(), FinalityText.policy(chain, depth, bands), limits);
    }

    private record Limits(
            int liars, int hung, int quorum, OptionalInt groups, Duration pollInterval, Duration requestTimeout) {}

    private static ChainSetup of(
            ChainConfig chain, List<NodesFile.Entry> named, FinalityPolicy finality, Limits limits) {
        int groups = limits.groups().orElse(Math.clamp(limits.quorum(), 1, GROUPS_USUAL));
        List<FullNode> nodes = named.stream().map(NodesFile.Entry::node).toList();
        Roster roster = Roster.of(nodes, limits.liars(), limits.hung(), limits.quorum(), groups);
        Map<FullNode, URI> endpoints =
                named.stream().collect(Collectors.toMap(NodesFile.Entry::node, NodesFile.Entry::endpoint));
        return new ChainSetup(
                roster,
                endpoints,
                finality,
                health(chain, limits.pollInterval(), limits.requestTimeout()),
                limits.requestTimeout(),
                chain.hedgeAfterLeast(),
                chain.hedgeAfterMost());
    }

    private static HealthPolicy health(ChainConfig chain, Duration pollInterval, Duration requestTimeout) {
        Duration probe = chain.probeInterval().compareTo(pollInterval) < 0 ? pollInterval : chain.probeInterval();
        return new HealthPolicy(
                chain.id(),
                pollInterval,
                probe,
                chain.slowAfter(),
                requestTimeout.dividedBy(2),
                requestTimeout.plus(pollInterval.multipliedBy(2)),
                chain.lagBlocks(),
                chain.stillAfter(),
                chain.quarantine(),
                chain.cleanProofs());
    }

    private static NodesFile.Entry entry(String named) {
        int at = named.indexOf('=');
        if (at < 0) throw new IllegalArgumentException("a full node is configured as name=url or name@group=url");
        String[] labels = named.substring(0, at).split("@", 2);
        return new NodesFile.Entry(labels[0], labels.length == 1 ? null : labels[1], named.substring(at + 1));
    }

    private static Optional<Duration> millis(@Nullable Long millis) {
        return Optional.ofNullable(millis).map(Duration::ofMillis);
    }

    private ChainSetups() {}
}
