package io.meshplane.sentinel.adapter.http;

import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.sentinel.PoolFlow.PoolView;
import io.meshplane.sentinel.adapter.http.CheckJson.CheckRequest;
import io.meshplane.sentinel.adapter.http.DnsJson.DnsAnswer;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberHealth;
import io.meshplane.sentinel.domain.MemberOverride;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.RecordPlan;
import io.meshplane.sentinel.domain.Serving;
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
            @Nullable Integer quorum,
            @Nullable ServingRequest serving) {}

    /**
     * How members share the work; what is left out is as it says here.
     *
     * @param mode PRIMARY_STANDBY, or ACTIVE_ACTIVE
     * @param form ADDRESSES, or ALIAS: a CNAME to the member that serves
     * @param unstableTtlSeconds while somebody is down or just came back; 5, or the pool's TTL if that is less
     * @param returnsToPreferred true; false = users stay where they are until that member falls
     * @param drift REPAIR, REPORT or ADOPT: what becomes of an edit from outside
     * @param service such as {@code _wireguard._udp}: SRV records tell who is primary; none
     */
    public record ServingRequest(
            @Nullable String mode,
            @Nullable String form,
            @Nullable Integer unstableTtlSeconds,
            @Nullable Boolean returnsToPreferred,
            @Nullable String drift,
            @Nullable String service) {
        static final ServingRequest PLAIN = new ServingRequest(null, null, null, null, null, null);
    }

    /** How members share the work. */
    public record ServingAnswer(
            String mode,
            String form,
            int unstableTtlSeconds,
            boolean returnsToPreferred,
            String drift,
            @Nullable String service) {
        static ServingAnswer of(Serving serving) {
            return new ServingAnswer(
                    serving.mode().name(),
                    serving.form().name(),
                    serving.unstableTtlSeconds(),
                    serving.returns(),
                    serving.drift().name(),
                    serving.service());
        }
    }

    /**
     * A member as it is wanted.
     *
     * @param address what DNS answers, IPv4 or IPv6
     * @param probeHost name or address
     * @param probePort TCP
     * @param weight 1-1000, told by SRV; 1 if it is not there
     * @param region its members also answer under {@code region.record}, in a pool that is ACTIVE_ACTIVE
     * @param serviceHost the member's own name, where SRV and CNAME lead
     * @param servicePort for SRV
     * @param checks all of which must pass, 8 at most; a TCP connection to the probe port if there are none
     */
    public record MemberRequest(
            @Nullable String name,
            @Nullable String address,
            @Nullable String probeHost,
            @Nullable Integer probePort,
            @Nullable Integer weight,
            @Nullable String region,
            @Nullable String serviceHost,
            @Nullable Integer servicePort,
            @Nullable List<@Nullable CheckRequest> checks) {}

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
            int weight,
            @Nullable String region,
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
            ServingAnswer serving,
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
                    pool.serving().ttlSeconds(),
                    pool.thresholds().failuresToDown(),
                    pool.thresholds().successesToUp(),
                    pool.thresholds().quorum(),
                    ServingAnswer.of(pool.serving()),
                    pool.configuredBy(),
                    pool.members().stream().map(member -> member(view, member)).toList(),
                    DnsAnswer.of(view),
                    view.lastSwitch().map(SwitchAnswer::of).orElse(null));
        }

        private static MemberAnswer member(PoolView view, Member member) {
            return new MemberAnswer(
                    member.name().value(),
                    member.address().value(),
                    member.probeHost(),
                    member.probePort(),
                    member.placement().weight(),
                    member.placement().region() == null
                            ? null
                            : member.placement().region().value(),
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
     * @param plan WRITE, KEEP, HOLD, EDITED or NOT_OURS
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
            List<String> update =
                    plan instanceof RecordPlan.Write write ? write.update().script() : List.of();
            return new DryRunAnswer(
                    name(plan),
                    plan.reason(),
                    assumed.stream().map(Label::value).toList(),
                    update,
                    DnsAnswer.of(dns));
        }
    }

    /** What was removed, and what was not. */
    public record DeletedAnswer(String network, String pool, String recordName, String note) {}

    /** The plan in a word. */
    static String name(RecordPlan plan) {
        return switch (plan) {
            case RecordPlan.Write ignored -> "WRITE";
            case RecordPlan.Keep ignored -> "KEEP";
            case RecordPlan.Hold ignored -> "HOLD";
            case RecordPlan.Edited ignored -> "EDITED";
            case RecordPlan.NotOurs ignored -> "NOT_OURS";
        };
    }

    private PoolJson() {}
}
