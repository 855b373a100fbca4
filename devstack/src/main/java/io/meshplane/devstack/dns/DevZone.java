package io.meshplane.devstack.dns;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/** The zone being served: read by anyone at any time, changed by one update after the other, saved before it shows. */
final class DevZone {
    private static final Logger LOG = LoggerFactory.getLogger(DevZone.class);

    private final ZoneFile file;
    private volatile ZoneState state;

    DevZone(ZoneFile file, Name origin) throws IOException {
        this.file = file;
        this.state = file.load(origin);
    }

    ZoneState state() {
        return state;
    }

    /** @return the rcode for the sender; at NOERROR the change is on the disk */
    synchronized int update(List<Record> prerequisites, List<Record> updates) {
        return switch (ZoneUpdateRules.apply(state, prerequisites, updates)) {
            case UpdateOutcome.Refused(int rcode, String reason) -> {
                LOG.debug("update refused rcode={} reason={}", Rcode.string(rcode), reason);
                yield rcode;
            }
            case UpdateOutcome.Applied(ZoneState next, boolean changed) -> changed ? commit(next) : Rcode.NOERROR;
        };
    }

    private int commit(ZoneState next) {
        try {
            file.save(next);
        } catch (IOException failure) {
            LOG.error("zone not saved zone={} failure={}", next.origin(), failure.toString());
            return Rcode.SERVFAIL;
        }
        state = next;
        return Rcode.NOERROR;
    }
}
