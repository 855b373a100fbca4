package io.meshplane.sentinel;

import io.meshplane.sentinel.domain.Pool;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Says why a record could not be brought to what it should be, and whether that is the name server's doing. */
final class RecordFailures {
    private static final Logger LOG = Logger.getLogger(RecordFailures.class);

    private final DnsContact contact;

    RecordFailures(DnsContact contact) {
        this.contact = contact;
    }

    void tell(Pool pool, RecordOutcome.Failed outcome, Instant now) {
        switch (outcome) {
            case RecordOutcome.NotApplied ignored -> {
                contact.answered(now);
                LOG.errorf(
                        "server accepted an update and did not apply it pool=%s record=%s", pool.key(), pool.record());
            }
            case RecordOutcome.Contended(String rcode) -> {
                contact.answered(now);
                LOG.warnf("another writer was faster pool=%s rcode=%s", pool.key(), rcode);
            }
            case RecordOutcome.Braked(var dns, var write) -> {
                contact.answered(now);
                LOG.errorf(
                        "PAGE too much of the zone was switched, left as it is pool=%s zone=%s",
                        pool.key(), pool.zone());
            }
            case RecordOutcome.TooLate(String rcode) -> {
                contact.answered(now);
                LOG.errorf("decision came too late, or the clocks differ pool=%s rcode=%s", pool.key(), rcode);
            }
            case RecordOutcome.Refused(String rcode) -> {
                contact.failed("the server refuses updates: " + rcode, now);
                LOG.errorf("server refuses the update pool=%s record=%s rcode=%s", pool.key(), pool.record(), rcode);
            }
            case RecordOutcome.Unreachable(String reason, var inDoubt) -> {
                contact.failed(reason, now);
                LOG.warnf("server does not answer pool=%s reason=%s", pool.key(), reason);
            }
        }
    }
}
