package io.meshplane.sentinel.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.sentinel.adapter.http.PoolJson.MemberRequest;
import io.meshplane.sentinel.adapter.http.PoolJson.OverrideRequest;
import io.meshplane.sentinel.adapter.http.PoolJson.PoolRequest;
import io.meshplane.sentinel.domain.Check;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.MemberOverride;
import io.meshplane.sentinel.domain.Placement;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolRules.Objection;
import io.meshplane.sentinel.domain.Serving;
import io.meshplane.sentinel.domain.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads requests into pools; what does not fit is a problem that names the field. */
final class PoolRequests {

    static Pool toPool(PoolKey key, @Nullable PoolRequest request, String configuredBy) {
        if (request == null)
            throw Problem.malformed("a JSON object is expected").asException();
        DnsName zone = Fields.required("zone", request.zone(), DnsName::new);
        DnsName record = Fields.required("recordName", request.recordName(), DnsName::new);
        if (!record.isWithin(zone)) {
            throw Problem.invalidField("recordName", "is not in the zone").asException();
        }
        Serving serving = ServingRequests.toServing(request);
        return new Pool(
                key, zone, record, serving, members(request.members(), serving), thresholds(request), configuredBy);
    }

    private static Thresholds thresholds(PoolRequest request) {
        int quorum = request.quorum() == null ? 1 : request.quorum();
        return new Thresholds(
                Fields.within("failuresToDown", request.failuresToDown(), 1, Thresholds.IN_A_ROW_MAX),
                Fields.within("successesToUp", request.successesToUp(), 1, Thresholds.IN_A_ROW_MAX),
                Fields.within("quorum", quorum, 1, Thresholds.QUORUM_MAX));
    }

    /** What an operator says of a member from now on. */
    static MemberOverride toOverride(@Nullable OverrideRequest request, String by, Instant now) {
        if (request == null)
            throw Problem.malformed("a JSON object is expected").asException();
        MemberOverride.Kind kind = Fields.required("kind", request.kind(), PoolRequests::overrideKind);
        int minutes = Fields.within("minutes", request.minutes(), 1, OverrideRequest.MINUTES_MAX);
        Instant until = now.plus(Duration.ofMinutes(minutes)).truncatedTo(ChronoUnit.SECONDS);
        return Fields.required("reason", request.reason(), reason -> new MemberOverride(kind, reason, by, until));
    }

    private static MemberOverride.Kind overrideKind(String text) {
        return switch (text) {
            case "MAINTENANCE" -> MemberOverride.Kind.MAINTENANCE;
            case "FORCED_UP" -> MemberOverride.Kind.FORCED_UP;
            case "FORCED_DOWN" -> MemberOverride.Kind.FORCED_DOWN;
            default -> throw new IllegalArgumentException("MAINTENANCE, FORCED_UP or FORCED_DOWN is expected");
        };
    }

    private static List<Member> members(@Nullable List<@Nullable MemberRequest> requests, Serving serving) {
        if (requests == null || requests.isEmpty() || requests.size() > Pool.MEMBERS_MAX) {
            throw Problem.invalidField("members", "1-16 members are expected").asException();
        }
        List<Member> members = new ArrayList<>();
        Set<Label> names = new HashSet<>();
        Set<MemberAddress> addresses = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            String field = "members[" + i + "]";
            Member member = member(field, requests.get(i));
            if (!names.add(member.name())) throw repeated(field + ".name");
            if (!addresses.add(member.address())) throw repeated(field + ".address");
            ServingRequests.check(field, member, serving);
            members.add(member);
        }
        return members;
    }

    private static RuntimeException repeated(String field) {
        return Problem.invalidField(field, "is another member's already").asException();
    }

    private static Member member(String field, @Nullable MemberRequest request) {
        if (request == null) throw Problem.invalidField(field, "is missing").asException();
        Label name = Fields.required(field + ".name", request.name(), Label::new);
        MemberAddress address = Fields.required(field + ".address", request.address(), MemberAddress::new);
        int port = Fields.within(field + ".probePort", request.probePort(), 1, 65_535);
        List<Check> checks = CheckJson.toChecks(field + ".checks", request.checks(), port);
        Placement placement = ServingRequests.toPlacement(field, request);
        return Fields.required(
                field + ".probeHost",
                request.probeHost(),
                host -> new Member(name, address, host, port, checks, placement, null));
    }

    /** The key of a pool that may exist; what is no label names nothing. */
    static PoolKey existing(NetworkId network, String pool) {
        try {
            return new PoolKey(network, new Label(pool));
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("no such pool").asException();
        }
    }

    static Problem problem(Objection objection) {
        return switch (objection) {
            case Objection.UnknownZone() -> Problem.invalidField("zone", "this service does not write that zone");
            case Objection.ZoneOfOthers() -> Problem.invalidField("zone", "is kept for other networks");
            case Objection.RecordIsZone() ->
                Problem.invalidField("recordName", "is a zone's own name; a name below it is expected");
            case Objection.RecordTaken() -> Problem.conflict("the record is another pool's");
            case Objection.RecordMoved(DnsName from) ->
                Problem.conflict("the pool's record is " + from
                        + "; to move it, or to drop a region or a service, delete the pool first");
            case Objection.TargetDenied(int member, String reason) ->
                Problem.invalidField("members[" + member + "].probeHost", "may not be probed: " + reason);
            case Objection.TooManyPools() -> Problem.conflict("there are too many pools");
        };
    }

    private PoolRequests() {}
}
