package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.graph.Criterion;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.Path;
import io.meshplane.route.domain.graph.Policy;
import io.meshplane.route.domain.graph.PriceUnit;
import io.meshplane.route.domain.graph.WhatIf;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes to a mesh, tried on a copy: whose way would be another, and how money would move. */
public final class Trial {
    private final MeshGraph mesh;
    private final int labelsMax;
    private final Graph graph;
    private final List<NodeId> names = new ArrayList<>();
    private final Map<NodeId, Integer> newcomers = new HashMap<>();
    private PriceUnit unit;

    Trial(MeshGraph mesh, int labelsMax) {
        this.mesh = mesh;
        this.labelsMax = labelsMax;
        this.graph = mesh.graph().copy();
        this.unit = mesh.unit();
        for (int number = 0; number < graph.nodes(); number++) names.add(mesh.name(number));
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * It was tried.
         *
         * @param affected nodes whose way or its terms would differ, by id
         * @param revenue what nodes would earn more, or less, if everybody sends {@link MeshTools#OWN_TRAFFIC_BYTES}; in base units of the
         *     network's asset, rounded towards zero, those whose revenue stays left out
         */
        record Tried(List<Affected> affected, Map<NodeId, BigInteger> revenue) implements Outcome {}

        /** A change speaks of what the mesh does not have. */
        record Unknown(int change, String what) implements Outcome {}

        /** The prices have no unit in which all can be counted exactly. */
        record NoCommonUnit() implements Outcome {}
    }

    /** A node's way before and after; null = none. */
    public record Affected(
            NodeId node, @Nullable Summary before, @Nullable Summary after) {}

    /** What a way comes to. */
    public record Summary(List<NodeId> nodes, long metric, Price price, long latencyMicros) {}

    Outcome of(List<PlannedChange> changes) {
        if (!countInOneUnit(changes)) return new Outcome.NoCommonUnit();
        List<WhatIf.Change> planned = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Optional<String> unknown = plan(changes.get(i), planned);
            if (unknown.isPresent()) return new Outcome.Unknown(i, unknown.get());
        }
        planned.sort(Comparator.comparingInt(Trial::turn));
        long[] bytes = new long[graph.nodes()];
        Arrays.fill(bytes, MeshTools.OWN_TRAFFIC_BYTES);
        Policy policy = mesh.policy().in(unit);
        WhatIf tried = WhatIf.tried(
                graph,
                planned,
                mesh.gateways(),
                policy,
                one -> new ArcNames(one, names::get, slot -> null), // slots of the copy move
                bytes,
                labelsMax);
        return outcome(tried);
    }

    /** New links move slots, so what speaks of slots comes first; who leaves takes new links along. */
    private static int turn(WhatIf.Change change) {
        return switch (change) {
            case WhatIf.Change.Reprice _, WhatIf.Change.Recost _ -> 0;
            case WhatIf.Change.Join _ -> 1;
            case WhatIf.Change.Leave _ -> 2;
        };
    }

    private Outcome outcome(WhatIf tried) {
        List<Affected> affected = tried.affected().stream()
                .map(one -> new Affected(names.get(one.node()), summary(one.before()), summary(one.after())))
                .sorted((a, b) -> a.node().value().compareTo(b.node().value()))
                .toList();
        Map<NodeId, BigInteger> revenue = new HashMap<>();
        for (int node = 0; node < names.size(); node++) {
            BigInteger moved = Revenue.of(tried.revenue().get(node), unit);
            if (moved.signum() != 0) revenue.put(names.get(node), moved);
        }
        return new Outcome.Tried(affected, Map.copyOf(revenue));
    }

    private @Nullable Summary summary(@Nullable Path path) {
        if (path == null) return null;
        return new Summary(
                path.nodes().stream().map(names::get).toList(),
                path.total(Criterion.METRIC),
                unit.price(path.total(Criterion.PRICE)),
                path.total(Criterion.LATENCY));
    }

    /** Prices that are only planned may need a finer unit than those that are there. */
    private boolean countInOneUnit(List<PlannedChange> changes) {
        List<Price> planned = new ArrayList<>();
        for (PlannedChange change : changes) {
            switch (change) {
                case PlannedChange.Reprice reprice -> planned.add(reprice.price());
                case PlannedChange.Join join -> planned.add(join.price());
                case PlannedChange.Recost _, PlannedChange.Cut _, PlannedChange.Leave _ -> {}
            }
        }
        long highest = 0;
        for (int slot = 0; slot < graph.slots(); slot++) {
            if (mesh.hop(slot) != null) highest = Math.max(highest, graph.value(slot, Criterion.PRICE));
        }
        if (highest > 0) planned.addAll(List.of(unit.price(highest), unit.price(1)));
        Optional<PriceUnit> finer = PriceUnit.of(planned);
        if (finer.isEmpty()) return false;
        BigInteger times = unit.value().divide(finer.get().value());
        for (int slot = 0; slot < graph.slots() && highest > 0; slot++) {
            if (mesh.hop(slot) != null)
                price(slot, (int) (graph.value(slot, Criterion.PRICE) * times.longValueExact()));
        }
        unit = finer.get();
        return true;
    }

    private void price(int slot, int price) {
        int latency = (int) graph.value(slot, Criterion.LATENCY);
        graph.setTerms(slot, price, latency, (char) graph.value(slot, Criterion.LOSS));
    }

    /** Adds what a change comes to; gives what it speaks of in vain. */
    private Optional<String> plan(PlannedChange change, List<WhatIf.Change> planned) {
        int before = planned.size();
        switch (change) {
            case PlannedChange.Reprice(Port port, Price price) -> {
                for (int slot : mesh.slots(port)) planned.add(new WhatIf.Change.Reprice(slot, unit.units(price)));
                if (planned.size() == before) return Optional.of("no usable link leaves over " + port);
            }
            case PlannedChange.Recost(LinkKey link, int cost) -> {
                int slot = mesh.slot(link);
                if (slot < 0) return Optional.of("no usable link " + link);
                planned.add(new WhatIf.Change.Recost(slot, cost == Observation.DOWN ? Graph.ABSENT : cost));
            }
            case PlannedChange.Cut(NodeId one, NodeId other) -> {
                cut(one, other, planned);
                if (planned.size() == before) return Optional.of("no usable link between " + one + " and " + other);
            }
            case PlannedChange.Join join ->
                planned.add(new WhatIf.Change.Join(
                        number(join.one()), number(join.other()), join.cost(), unit.units(join.price()), (int)
                                join.latencyMicros()));
            case PlannedChange.Leave(NodeId node) -> {
                Optional<Integer> number = mesh.number(node);
                if (number.isEmpty()) return Optional.of("no node " + node);
                planned.add(new WhatIf.Change.Leave(number.get()));
            }
        }
        return Optional.empty();
    }

    private void cut(NodeId one, NodeId other, List<WhatIf.Change> planned) {
        int from = mesh.number(one).orElse(-1);
        int to = mesh.number(other).orElse(-1);
        if (from < 0 || to < 0) return;
        for (int slot = graph.first(to); slot < graph.end(to); slot++) {
            if (graph.sender(slot) != from) continue;
            for (int each : new int[] {slot, graph.back(slot)}) {
                if (graph.isUsable(each)) planned.add(new WhatIf.Change.Recost(each, Graph.ABSENT));
            }
        }
    }

    private int number(NodeId node) {
        return mesh.number(node)
                .orElseGet(() -> newcomers.computeIfAbsent(node, one -> {
                    names.add(one);
                    return graph.addNode();
                }));
    }
}
