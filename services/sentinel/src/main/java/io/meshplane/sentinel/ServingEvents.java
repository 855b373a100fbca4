package io.meshplane.sentinel;

import io.meshplane.contracts.event.DriftPolicy;
import io.meshplane.contracts.event.MemberPlacement;
import io.meshplane.contracts.event.PoolConfigured;
import io.meshplane.contracts.event.PoolMember;
import io.meshplane.contracts.event.PoolServing;
import io.meshplane.contracts.event.ServingForm;
import io.meshplane.contracts.event.ServingMode;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Placement;
import io.meshplane.sentinel.domain.Placement.Endpoint;
import io.meshplane.sentinel.domain.Serving;

/** How a pool serves, as a part of its event, and back. What an older version did not say is as it was then. */
final class ServingEvents {

    static PoolServing toEvent(Serving serving) {
        ServingMode mode = switch (serving.mode()) {
            case PRIMARY_STANDBY -> ServingMode.SERVING_MODE_PRIMARY_STANDBY;
            case ACTIVE_ACTIVE -> ServingMode.SERVING_MODE_ACTIVE_ACTIVE;
        };
        ServingForm form = switch (serving.form()) {
            case ADDRESSES -> ServingForm.SERVING_FORM_ADDRESSES;
            case ALIAS -> ServingForm.SERVING_FORM_ALIAS;
        };
        DriftPolicy drift = switch (serving.drift()) {
            case REPAIR -> DriftPolicy.DRIFT_POLICY_REPAIR;
            case REPORT -> DriftPolicy.DRIFT_POLICY_REPORT;
            case ADOPT -> DriftPolicy.DRIFT_POLICY_ADOPT;
        };
        PoolServing.Builder value = PoolServing.newBuilder()
                .setMode(mode)
                .setForm(form)
                .setUnstableTtlSeconds(serving.unstableTtlSeconds())
                .setStays(!serving.returns())
                .setDrift(drift);
        if (serving.service() != null) value.setService(serving.service());
        return value.build();
    }

    static Serving toServing(PoolConfigured pool) {
        PoolServing event = pool.getServing();
        Serving.Mode mode = switch (event.getMode()) {
            case SERVING_MODE_ACTIVE_ACTIVE -> Serving.Mode.ACTIVE_ACTIVE;
            case SERVING_MODE_PRIMARY_STANDBY, SERVING_MODE_UNSPECIFIED, UNRECOGNIZED -> Serving.Mode.PRIMARY_STANDBY;
        };
        Serving.Form form = switch (event.getForm()) {
            case SERVING_FORM_ALIAS -> Serving.Form.ALIAS;
            case SERVING_FORM_ADDRESSES, SERVING_FORM_UNSPECIFIED, UNRECOGNIZED -> Serving.Form.ADDRESSES;
        };
        Serving.Drift drift = switch (event.getDrift()) {
            case DRIFT_POLICY_REPORT -> Serving.Drift.REPORT;
            case DRIFT_POLICY_ADOPT -> Serving.Drift.ADOPT;
            case DRIFT_POLICY_REPAIR, DRIFT_POLICY_UNSPECIFIED, UNRECOGNIZED -> Serving.Drift.REPAIR;
        };
        int unstable = event.getUnstableTtlSeconds() == 0 ? pool.getTtlSeconds() : event.getUnstableTtlSeconds();
        String service = event.hasService() ? event.getService() : null;
        return new Serving(mode, form, pool.getTtlSeconds(), unstable, !event.getStays(), drift, service);
    }

    static MemberPlacement toEvent(Placement placement) {
        MemberPlacement.Builder value = MemberPlacement.newBuilder().setWeight(placement.weight());
        if (placement.region() != null) value.setRegion(placement.region().value());
        if (placement.endpoint() != null) {
            value.setHost(placement.endpoint().host().value())
                    .setPort(placement.endpoint().port());
        }
        return value.build();
    }

    static Placement toPlacement(PoolMember member) {
        if (!member.hasPlacement()) return Placement.PLAIN;
        MemberPlacement event = member.getPlacement();
        return new Placement(
                event.getWeight(),
                event.hasRegion() ? new Label(event.getRegion()) : null,
                event.hasHost() ? new Endpoint(new DnsName(event.getHost()), event.getPort()) : null);
    }

    private ServingEvents() {}
}
