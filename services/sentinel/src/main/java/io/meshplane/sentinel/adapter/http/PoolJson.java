package io.meshplane.sentinel.adapter.http;

import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.sentinel.PoolFlow.PoolView;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.EpochMark;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.MemberHealth;
import io.meshplane.sentinel.domain.MemberOverride;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.RecordPlan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of {@link PoolResource}; times in ISO 8601. */
public final class PoolJson {

    /**
     * A pool as it is wanted.
     *
     * @param zone one that this service may write, such as {@code mesh.example.}
     * @param recordName the name that users look up, in the zone
     * @param ttlSeconds 1-86400
     * @param members 1-16 in order of preference
     * @param failuresToDown in a row, 1-100
     * @param successesToUp in a row, 1-100
     * @param quorum vantage points that must agree at least, 1-64; 1 if it is not there
     */
    public record PoolRequest(
            @Nullable String zone,
            @Nullable String recordName,
            @Nullable Integer ttlSeconds,
            @Nullable List<@Nullable MemberRequest> members,
            @Nullable Integer failuresToDown,
            @Nullable Integer successesToUp,
            @Nullable Integer quorum) {}

    /**
     * A member as it is wanted.
     *
     * @param address what DNS answers, IPv4 or IPv6
     * @param probeHost name or address
     * @param probePort TCP
     */
    public record MemberRequest(
            @Nullable String name,
            @Nullable String address,
            @Nullable String probeHost,
            @Nullable Integer probePort) {}

    /**
     * What an operator says of a member.
     *
     * @param kind MAINTENANCE, FORCED_UP or FORCED_DOWN
     * @param reason 1-200 characters
     * @param minutes 1-43200, after which the probes count again
     */
    public record OverrideRequest(
            @Nullable String kind,
            @Nullable String reason,
            @Nullable Integer minutes) {
        static final int MINUTES_MAX = 30 * 24 * 60;
    }

    /** What an operator says of a member; it ends by itself. */
    public record OverrideAnswer(String kind, String reason, String by, String until) {
        static OverrideAnswer of(MemberOverride override) {
            return new OverrideAnswer(
                    override.kind().name(),
                    override.reason(),
                    override.by(),
                    override.until().toString());
        }
    }

    /** A member as it is. */
    public record MemberAnswer(
            String name,
            String address,
            String probeHost,
            int probePort,
            HealthAnswer health,
            @Nullable OverrideAnswer override) {}

    /**
     * UNKNOWN, UP or DOWN, why, and since when.
     *
     * @param flaps falls that were not forgotten when this state began; each doubles the hold-down
     */
    public record HealthAnswer(String state, String reason, String since, int flaps) {
        static HealthAnswer of(MemberHealth health) {
            return new HealthAnswer(
                    health.state().name(), health.reason(), health.since().toString(), health.flaps());
        }
    }

    /**
     * What the name server answers.
     *
     * @param epoch of the last write; null = the record is not ours yet
     * @param readAt when it answered so
     * @param problem why there is nothing newer
     */
    public record DnsAnswer(
            List<String> addresses,
            int ttlSeconds,
            @Nullable Long epoch,
            @Nullable String readAt,
            @Nullable String problem) {
        static @Nullable DnsAnswer of(@Nullable DnsState dns, @Nullable Instant readAt, @Nullable String problem) {
            if (dns == null) return problem == null ? null : new DnsAnswer(List.of(), 0, null, null, problem);
            return new DnsAnswer(
                    dns.addresses().stream().map(MemberAddress::value).toList(),
                    dns.ttlSeconds(),
                    dns.mark().map(EpochMark::epoch).orElse(null),
                    readAt == null ? null : readAt.toString(),
                    problem);
        }
    }

    /** The last time that users got another answer. */
    public record SwitchAnswer(List<String> before, List<String> after, String reason, long epoch, String at) {
        static SwitchAnswer of(RecordSwitched switched) {
            return new SwitchAnswer(
                    List.copyOf(switched.getBeforeList()),
                    List.copyOf(switched.getAfterList()),
                    switched.getReason(),
                    switched.getEpoch(),
                    Instant.ofEpochMilli(switched.getSwitchedAtMs()).toString());
        }
    }

    /** A pool as it is wanted and as it is. */
    public record PoolAnswer(
            String network,
            String pool,
            String zone,
            String recordName,
            int ttlSeconds,
            int failuresToDown,
            int successesToUp,
            int quorum,
            String configuredBy,
            List<MemberAnswer> members,
            @Nullable DnsAnswer dns,
            @Nullable SwitchAnswer lastSwitch) {
        static PoolAnswer of(PoolView view) {
            Pool pool = view.pool();
            return new PoolAnswer(
                    pool.key().network().value(),
                    pool.key().pool().value(),
                    pool.zone().value(),
                    pool.record().value(),
                    pool.ttlSeconds(),
                    pool.thresholds().failuresToDown(),
                    pool.thresholds().successesToUp(),
                    pool.thresholds().quorum(),
                    pool.configuredBy(),
                    pool.members().stream().map(member -> member(view, member)).toList(),
                    DnsAnswer.of(view.dns(), view.dnsReadAt(), view.dnsProblem()),
                    view.lastSwitch().map(SwitchAnswer::of).orElse(null));
        }

        private static MemberAnswer member(PoolView view, Member member) {
            return new MemberAnswer(
                    member.name().value(),
                    member.address().value(),
                    member.probeHost(),
                    member.probePort(),
                    HealthAnswer.of(view.health().health(member.name())),
                    member.override() == null ? null : OverrideAnswer.of(member.override()));
        }
    }

    /** A page; ask for the next with {@code after} = the last pool's name. */
    public record PoolPage(List<PoolAnswer> pools) {}

    /** What was configured. */
    public record ConfiguredAnswer(String network, String pool, String recordName) {}

    /**
     * What configuring would do to DNS.
     *
     * @param plan WRITE, KEEP, HOLD or NOT_OURS
     * @param assumedUp members without a judgement, taken for up here
     * @param update the message as a script for nsupdate; empty unless WRITE
     */
    public record DryRunAnswer(
            String plan,
            String reason,
            List<String> assumedUp,
            List<String> update,
            @Nullable DnsAnswer dns) {
        static DryRunAnswer of(RecordPlan plan, List<Label> assumed, DnsState dns) {
            String name = switch (plan) {
                case RecordPlan.Write ignored -> "WRITE";
                case RecordPlan.Keep ignored -> "KEEP";
                case RecordPlan.Hold ignored -> "HOLD";
                case RecordPlan.NotOurs ignored -> "NOT_OURS";
            };
            List<String> update =
                    plan instanceof RecordPlan.Write write ? write.update().script() : List.of();
            return new DryRunAnswer(
                    name,
                    plan.reason(),
                    assumed.stream().map(Label::value).toList(),
                    update,
                    DnsAnswer.of(dns, null, null));
        }
    }

    /** What was removed, and what was not. */
    public record DeletedAnswer(String network, String pool, String recordName, String note) {}

    private PoolJson() {}
}
