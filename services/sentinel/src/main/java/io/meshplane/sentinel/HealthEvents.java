package io.meshplane.sentinel;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.HealthJudged;
import io.meshplane.contracts.event.HealthState;
import io.meshplane.contracts.event.ProbeObserved;
import io.meshplane.contracts.event.ProbeOutcome;
import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.contracts.event.VantageSaw;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.adapter.probe.ProbeResult;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.HealthDecision.Change;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.MemberHealth;
import io.meshplane.sentinel.domain.MemberState;
import io.meshplane.sentinel.domain.Observation;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.VantageView;
import java.time.Instant;

/** Probes, judgements and switches as events of the contract, and back. */
final class HealthEvents {

    static Event<ProbeObserved> observed(
            PoolKey pool, Label member, String vantage, ProbeResult result, Instant at, long sequence, long look) {
        ProbeObserved.Builder value = ProbeObserved.newBuilder()
                .setNetworkId(pool.network().value())
                .setPool(pool.pool().value())
                .setMember(member.value())
                .setVantage(vantage)
                .setObservedAtMs(at.toEpochMilli())
                .setSequence(sequence)
                .setLook(look);
        switch (result) {
            case ProbeResult.Passed(long latencyMicros) ->
                value.setOutcome(ProbeOutcome.PROBE_OUTCOME_SUCCESS)
                        .setLatencyMicros((int) Math.min(latencyMicros, Integer.MAX_VALUE));
            case ProbeResult.Failed(var reason, String detail) ->
                value.setOutcome(ProbeOutcome.PROBE_OUTCOME_FAILURE).setDetail(detail);
        }
        EventId id = EventId.derivedFrom("probe", vantage, Long.toUnsignedString(sequence));
        return new Event<>(Topics.OBSERVATIONS, pool.toString(), id, value.build());
    }

    /** @throws IllegalArgumentException if it is not one that a vantage point would publish */
    static Observation toObservation(ProbeObserved event) {
        boolean success = switch (event.getOutcome()) {
            case PROBE_OUTCOME_SUCCESS -> true;
            case PROBE_OUTCOME_FAILURE -> false;
            case PROBE_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("an observation without outcome");
        };
        return new Observation(
                new Label(event.getMember()),
                event.getVantage(),
                success,
                event.getDetail(),
                Instant.ofEpochMilli(event.getObservedAtMs()),
                event.getSequence(),
                event.getLook());
    }

    /** Key of a member's judgement. */
    static String key(PoolKey pool, Label member) {
        return pool + "/" + member;
    }

    /** @param found by this judgement, for the evidence */
    static Event<HealthJudged> judged(PoolKey pool, Change change, PoolState found) {
        MemberHealth health = change.health();
        HealthJudged.Builder value = HealthJudged.newBuilder()
                .setNetworkId(pool.network().value())
                .setPool(pool.pool().value())
                .setMember(change.member().value())
                .setState(toEvent(health.state()))
                .setReason(health.reason())
                .setJudgedAtMs(health.since().toEpochMilli())
                .setFlaps(health.flaps());
        MemberState member = found.members().get(change.member());
        if (member != null) member.views().forEach((vantage, view) -> value.addEvidence(toEvent(vantage, view)));
        String key = key(pool, change.member());
        EventId id = EventId.derivedFrom("health", key, health.state().name(), health.cause());
        return new Event<>(Topics.HEALTH, key, id, value.build());
    }

    /** The same judgement for the history, which keeps every one. */
    static Event<HealthJudged> history(Event<HealthJudged> judged) {
        return new Event<>(Topics.HEALTH_HISTORY, judged.key(), judged.id(), judged.value());
    }

    private static VantageSaw toEvent(String vantage, VantageView view) {
        return VantageSaw.newBuilder()
                .setVantage(vantage)
                .setVerdict(toEvent(view.verdict()))
                .setBelieved(view.lastSucceeded() || view.confirmed())
                .setInARow(view.row().length())
                .setDetail(view.detail())
                .setSeenAtMs(view.heardAt().toEpochMilli())
                .build();
    }

    private static HealthState toEvent(Health state) {
        return switch (state) {
            case UNKNOWN -> HealthState.HEALTH_STATE_UNKNOWN;
            case UP -> HealthState.HEALTH_STATE_UP;
            case DOWN -> HealthState.HEALTH_STATE_DOWN;
        };
    }

    static MemberHealth toHealth(HealthJudged event) {
        Health state = switch (event.getState()) {
            case HEALTH_STATE_UP -> Health.UP;
            case HEALTH_STATE_DOWN -> Health.DOWN;
            case HEALTH_STATE_UNKNOWN, HEALTH_STATE_UNSPECIFIED, UNRECOGNIZED -> Health.UNKNOWN;
        };
        Instant since = Instant.ofEpochMilli(event.getJudgedAtMs());
        return new MemberHealth(state, event.getReason(), since, "judged before", event.getFlaps());
    }

    static Event<RecordSwitched> switched(PoolKey pool, DnsUpdate update, String reason, Instant at) {
        RecordSwitched.Builder value = RecordSwitched.newBuilder()
                .addAllBefore(update.before().answers())
                .addAllAfter(update.after().answers())
                .setReason(reason);
        return switched(pool, update.record(), value, update.mark().epoch(), at);
    }

    /** A switch that was found in DNS and had not been told. */
    static Event<RecordSwitched> found(PoolKey pool, DnsState dns, long epoch, Instant at) {
        RecordSwitched.Builder value = RecordSwitched.newBuilder()
                .addAllAfter(dns.answers())
                .setReason("found in DNS: who made this switch ended before it could tell");
        return switched(pool, dns.record(), value, epoch, at);
    }

    private static Event<RecordSwitched> switched(
            PoolKey pool, DnsName record, RecordSwitched.Builder value, long epoch, Instant at) {
        value.setNetworkId(pool.network().value())
                .setPool(pool.pool().value())
                .setRecordName(record.value())
                .setEpoch(epoch)
                .setSwitchedAtMs(at.toEpochMilli());
        EventId id = EventId.derivedFrom("switch", record.value(), Long.toString(epoch));
        return new Event<>(Topics.DNS_SWITCHES, pool.toString(), id, value.build());
    }

    private HealthEvents() {}
}
