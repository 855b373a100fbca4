package io.meshplane.sentinel.adapter.http;

import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.sentinel.adapter.http.PoolJson.MemberRequest;
import io.meshplane.sentinel.adapter.http.PoolJson.PoolRequest;
import io.meshplane.sentinel.adapter.http.PoolJson.ServingRequest;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.Placement;
import io.meshplane.sentinel.domain.Placement.Endpoint;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.Serving;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How members share the work, from the bodies of operators; what is left out has its default. */
final class ServingRequests {
    private static final int UNSTABLE_TTL_SECONDS = 5;

    static Serving toServing(PoolRequest pool) {
        int ttl = Fields.within("ttlSeconds", pool.ttlSeconds(), 1, Serving.TTL_SECONDS_MAX);
        ServingRequest request = pool.serving() == null ? ServingRequest.PLAIN : pool.serving();
        Serving.Mode mode = choice("serving.mode", request.mode(), Serving.Mode.PRIMARY_STANDBY);
        Serving.Form form = choice("serving.form", request.form(), Serving.Form.ADDRESSES);
        if (form == Serving.Form.ALIAS && mode == Serving.Mode.ACTIVE_ACTIVE) {
            throw Problem.invalidField("serving.form", "several aliases at one name are not possible in DNS")
                    .asException();
        }
        int unstable = request.unstableTtlSeconds() == null
                ? Math.min(ttl, UNSTABLE_TTL_SECONDS)
                : Fields.within("serving.unstableTtlSeconds", request.unstableTtlSeconds(), 1, ttl);
        boolean returns = request.returnsToPreferred() == null || request.returnsToPreferred();
        Serving.Drift drift = choice("serving.drift", request.drift(), Serving.Drift.REPAIR);
        String service = Fields.optional("serving.service", request.service(), Serving::requireService);
        return new Serving(mode, form, ttl, unstable, returns, drift, service);
    }

    private static <E extends Enum<E>> E choice(String field, @Nullable String text, E otherwise) {
        if (text == null) return otherwise;
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        for (E constant : constants) if (constant.name().equals(text)) return constant;
        String known = Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "));
        throw Problem.invalidField(field, "one of " + known + " is expected").asException();
    }

    static Placement toPlacement(String field, MemberRequest request) {
        int weight = request.weight() == null
                ? Placement.PLAIN.weight()
                : Fields.within(field + ".weight", request.weight(), 1, Placement.WEIGHT_MAX);
        Label region = Fields.optional(field + ".region", request.region(), Label::new);
        return new Placement(weight, region, endpoint(field, request));
    }

    private static @Nullable Endpoint endpoint(String field, MemberRequest request) {
        if (request.serviceHost() == null && request.servicePort() == null) return null;
        DnsName host = Fields.required(field + ".serviceHost", request.serviceHost(), DnsName::new);
        return new Endpoint(host, Fields.within(field + ".servicePort", request.servicePort(), 1, 65_535));
    }

    /** What a member must say and may not say in a pool of this kind. */
    static void check(String field, Member member, Serving serving) {
        if (Pool.lacksEndpoint(serving, member)) {
            throw Problem.invalidField(field + ".serviceHost", "is missing: SRV and CNAME lead there")
                    .asException();
        }
        if (Pool.hasIdleRegion(serving, member)) {
            throw Problem.invalidField(field + ".region", "needs the mode ACTIVE_ACTIVE, or a pool of its own")
                    .asException();
        }
    }

    private ServingRequests() {}
}
