package io.meshplane.payment;

import io.meshplane.contracts.event.PriceCut;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.usage.Cut;
import io.meshplane.payment.domain.usage.Direction;
import io.meshplane.payment.domain.usage.End;
import io.meshplane.payment.domain.usage.Observation;
import io.meshplane.payment.domain.usage.RunKey;
import io.meshplane.payment.domain.usage.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reports of the contract as values of the domain. */
final class UsageReports {
    private static final int BITS_UNLESS_TOLD = 64;

    /**
     * What a report says: what its node sold, and, if it knows the other end, what it bought there. In the order in which
     * directions are locked.
     *
     * @throws IllegalArgumentException if a field is not of its form
     */
    static List<Observation> observations(UsageReported report) {
        NetworkId network = new NetworkId(report.getNetworkId());
        NodeId node = new NodeId(report.getNodeId());
        Observation sold = new Observation(
                new Direction(network, node, report.getPeerId()),
                run(report, End.SELLER),
                report.getInterface(),
                sample(report, report.getSentBytes(), report.getSentBaseline(), report.getSentCutsList()));
        if (report.getPeerId().isEmpty()) return List.of(sold);
        Observation bought = new Observation(
                new Direction(network, new NodeId(report.getPeerId()), node.value()),
                run(report, End.BUYER),
                report.getPeerInterface(),
                sample(report, report.getReceivedBytes(), report.getReceivedBaseline(), report.getReceivedCutsList()));
        return Stream.of(sold, bought)
                .sorted(Comparator.comparing(Observation::direction))
                .toList();
    }

    private static RunKey run(UsageReported report, End end) {
        return new RunKey(end, report.getInterface(), report.getDestinationClass(), report.getCounterEpoch());
    }

    private static Sample sample(UsageReported report, long counter, long baseline, List<PriceCut> cuts) {
        int bits = report.getCounterBits() == 0 ? BITS_UNLESS_TOLD : report.getCounterBits();
        List<Cut> told = cuts.stream()
                .map(cut -> new Cut(cut.getFromBytes(), cut.getVersion()))
                .toList();
        return new Sample(report.getOrdinal(), counter, bits, baseline, told);
    }

    private UsageReports() {}
}
