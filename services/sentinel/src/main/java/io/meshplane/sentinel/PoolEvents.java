package io.meshplane.sentinel;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.OverrideKind;
import io.meshplane.contracts.event.OverrideSet;
import io.meshplane.contracts.event.PoolConfigured;
import io.meshplane.contracts.event.PoolMember;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.Check;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.MemberOverride;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.Thresholds;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pools of the domain as events of the contract, and back. */
final class PoolEvents {

    static Event<PoolConfigured> configured(Pool pool) {
        PoolConfigured.Builder value = PoolConfigured.newBuilder()
                .setNetworkId(pool.key().network().value())
                .setPool(pool.key().pool().value())
                .setZone(pool.zone().value())
                .setRecordName(pool.record().value())
                .setTtlSeconds(pool.serving().ttlSeconds())
                .setServing(ServingEvents.toEvent(pool.serving()))
                .setFailuresToDown(pool.thresholds().failuresToDown())
                .setSuccessesToUp(pool.thresholds().successesToUp())
                .setQuorum(pool.thresholds().quorum())
                .setConfiguredBy(pool.configuredBy());
        for (Member member : pool.members()) value.addMembers(toEvent(member));
        PoolConfigured event = value.build();
        EventId id = EventId.derivedFrom("pool", HexFormat.of().formatHex(event.toByteArray()));
        return new Event<>(Topics.POOLS, pool.key().toString(), id, event);
    }

    private static PoolMember toEvent(Member member) {
        PoolMember.Builder value = PoolMember.newBuilder()
                .setName(member.name().value())
                .setAddress(member.address().value())
                .setProbeHost(member.probeHost())
                .setProbePort(member.probePort())
                .setPlacement(ServingEvents.toEvent(member.placement()));
        for (Check check : member.checks()) value.addChecks(CheckEvents.toEvent(check));
        if (member.override() != null) value.setOverride(toEvent(member.override()));
        return value.build();
    }

    private static OverrideSet toEvent(MemberOverride override) {
        OverrideKind kind = switch (override.kind()) {
            case MAINTENANCE -> OverrideKind.OVERRIDE_KIND_MAINTENANCE;
            case FORCED_UP -> OverrideKind.OVERRIDE_KIND_FORCED_UP;
            case FORCED_DOWN -> OverrideKind.OVERRIDE_KIND_FORCED_DOWN;
        };
        return OverrideSet.newBuilder()
                .setKind(kind)
                .setReason(override.reason())
                .setSetBy(override.by())
                .setUntilMs(override.until().toEpochMilli())
                .build();
    }

    /** @throws IllegalArgumentException if it is no pool that this service would have configured */
    static Pool toPool(PoolConfigured event) {
        return new Pool(
                new PoolKey(new NetworkId(event.getNetworkId()), new Label(event.getPool())),
                new DnsName(event.getZone()),
                new DnsName(event.getRecordName()),
                ServingEvents.toServing(event),
                event.getMembersList().stream().map(PoolEvents::toMember).toList(),
                new Thresholds(event.getFailuresToDown(), event.getSuccessesToUp(), Math.max(1, event.getQuorum())),
                event.getConfiguredBy());
    }

    private static Member toMember(PoolMember event) {
        return new Member(
                new Label(event.getName()),
                new MemberAddress(event.getAddress()),
                event.getProbeHost(),
                event.getProbePort(),
                event.getChecksList().stream()
                        .map(CheckEvents::toCheck)
                        .flatMap(Optional::stream)
                        .toList(),
                ServingEvents.toPlacement(event),
                event.hasOverride() ? toOverride(event.getOverride()) : null);
    }

    /** Null for a kind that only a later version knows. */
    private static @Nullable MemberOverride toOverride(OverrideSet event) {
        MemberOverride.Kind kind = switch (event.getKind()) {
            case OVERRIDE_KIND_MAINTENANCE -> MemberOverride.Kind.MAINTENANCE;
            case OVERRIDE_KIND_FORCED_UP -> MemberOverride.Kind.FORCED_UP;
            case OVERRIDE_KIND_FORCED_DOWN -> MemberOverride.Kind.FORCED_DOWN;
            case OVERRIDE_KIND_UNSPECIFIED, UNRECOGNIZED -> null;
        };
        if (kind == null) return null;
        return new MemberOverride(kind, event.getReason(), event.getSetBy(), Instant.ofEpochMilli(event.getUntilMs()));
    }

    private PoolEvents() {}
}
