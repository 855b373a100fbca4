package io.meshplane.sentinel.simulation;

import io.meshplane.sentinel.adapter.dns.DnsProvider;
import io.meshplane.sentinel.adapter.dns.ReadOutcome;
import io.meshplane.sentinel.adapter.dns.UpdateOutcome;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.RecordSet;
import io.meshplane.sentinel.domain.RecordType;
import io.meshplane.sentinel.domain.ZoneSerial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A name server that does as RFC 2136 says, except for its faults, and tells of every change. */
final class SimulatedDns implements DnsProvider {
    private final Supplier<Instant> clock;
    private final Duration lease;
    private final Rules rules;
    private final BiConsumer<DnsState, DnsUpdate> watcher;
    private DnsState state;
    private Fault fault = Fault.NONE;
    private Runnable beforeNextUpdate = () -> {};

    /** What the server keeps to; a mutation check takes one of them away. */
    record Rules(boolean prerequisites, boolean lease) {
        static final Rules ALL = new Rules(true, true);
    }

    /** What is wrong with it at the moment. */
    enum Fault {
        NONE,
        REFUSES,
        SILENT,
        /** Does an update and never says so. */
        LOSES_ANSWERS,
        /** Says NOERROR and does nothing, like a server with an alias at the name. */
        IGNORES
    }

    /** @param watcher hears the state before each change, and the change */
    SimulatedDns(
            DnsName record,
            Supplier<Instant> clock,
            Duration lease,
            Rules rules,
            BiConsumer<DnsState, DnsUpdate> watcher) {
        this.clock = clock;
        this.lease = lease;
        this.rules = rules;
        this.watcher = watcher;
        this.state = DnsState.nothing(record);
    }

    void becomes(Fault next) {
        fault = next;
    }

    /** The next writer is held up between its decision and the server for as long as this takes. */
    void holdUpNextUpdate(Runnable meanwhile) {
        beforeNextUpdate = meanwhile;
    }

    DnsState state() {
        return state;
    }

    @Override
    public ReadOutcome read(RecordNames names) {
        return switch (fault) {
            case SILENT, REFUSES -> new ReadOutcome.Unanswered("simulated");
            case NONE, LOSES_ANSWERS, IGNORES -> new ReadOutcome.Found(state);
        };
    }

    @Override
    public UpdateOutcome update(DnsUpdate update, Instant decidedAt) {
        Runnable meanwhile = beforeNextUpdate;
        beforeNextUpdate = () -> {};
        meanwhile.run();
        return switch (fault) {
            case NONE -> apply(update, decidedAt);
            case REFUSES -> new UpdateOutcome.Refused("SERVFAIL");
            case SILENT -> new UpdateOutcome.Unanswered("simulated");
            case LOSES_ANSWERS -> {
                UpdateOutcome unheard = apply(update, decidedAt);
                yield new UpdateOutcome.Unanswered("instead of " + unheard);
            }
            case IGNORES -> new UpdateOutcome.Accepted();
        };
    }

    @Override
    public Optional<ZoneSerial> serial(DnsName zone) {
        return Optional.empty(); // there are no secondaries
    }

    private UpdateOutcome apply(DnsUpdate update, Instant decidedAt) {
        if (rules.lease() && clock.get().isAfter(decidedAt.plus(lease))) return new UpdateOutcome.TooLate("BADTIME");
        if (rules.prerequisites() && !holds(update.prerequisites())) return new UpdateOutcome.LostRace("NXRRSET");
        watcher.accept(state, update);
        state = update.after();
        return new UpdateOutcome.Accepted();
    }

    private boolean holds(List<DnsUpdate.Prerequisite> prerequisites) {
        return prerequisites.stream().allMatch(prerequisite -> switch (prerequisite) {
            case DnsUpdate.Prerequisite.Absent(var name, var type) ->
                values(name, type).isEmpty();
            case DnsUpdate.Prerequisite.Exactly(var name, var type, var values) ->
                values(name, type).equals(values);
        });
    }

    private List<String> values(String name, RecordType type) {
        return switch (type) {
            case TXT -> state.epochTexts();
            case A, AAAA, CNAME, SRV ->
                state.sets().stream()
                        .filter(set -> set.key().equals(new RecordSet.Key(name, type)))
                        .findFirst()
                        .map(RecordSet::values)
                        .orElse(List.of());
        };
    }
}
