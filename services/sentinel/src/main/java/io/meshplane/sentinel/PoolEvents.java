package io.meshplane.sentinel;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.PoolConfigured;
import io.meshplane.contracts.event.PoolMember;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import java.util.HexFormat;

/** Pools of the domain as events of the contract, and back. */
final class PoolEvents {

    static Event<PoolConfigured> configured(Pool pool) {
        PoolConfigured.Builder value = PoolConfigured.newBuilder()
                .setNetworkId(pool.key().network().value())
                .setPool(pool.key().pool().value())
                .setZone(pool.zone().value())
                .setRecordName(pool.record().value())
                .setTtlSeconds(pool.ttlSeconds())
                .setFailuresToDown(pool.failuresToDown())
                .setSuccessesToUp(pool.successesToUp())
                .setConfiguredBy(pool.configuredBy());
        for (Member member : pool.members()) value.addMembers(toEvent(member));
        PoolConfigured event = value.build();
        EventId id = EventId.derivedFrom("pool", HexFormat.of().formatHex(event.toByteArray()));
        return new Event<>(Topics.POOLS, pool.key().toString(), id, event);
    }

    private static PoolMember toEvent(Member member) {
        return PoolMember.newBuilder()
                .setName(member.name().value())
                .setAddress(member.address().value())
                .setProbeHost(member.probeHost())
                .setProbePort(member.probePort())
                .build();
    }

    /** @throws IllegalArgumentException if it is no pool that this service would have configured */
    static Pool toPool(PoolConfigured event) {
        return new Pool(
                new PoolKey(new NetworkId(event.getNetworkId()), new Label(event.getPool())),
                new DnsName(event.getZone()),
                new DnsName(event.getRecordName()),
                event.getTtlSeconds(),
                event.getMembersList().stream().map(PoolEvents::toMember).toList(),
                event.getFailuresToDown(),
                event.getSuccessesToUp(),
                event.getConfiguredBy());
    }

    private static Member toMember(PoolMember event) {
        return new Member(
                new Label(event.getName()),
                new MemberAddress(event.getAddress()),
                event.getProbeHost(),
                event.getProbePort());
    }

    private PoolEvents() {}
}
