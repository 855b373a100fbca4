package io.meshplane.sentinel.domain;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the TXT record beside a pool's record: who wrote it, what, and at which epoch. Every write demands the mark that
 * was read and replaces it in the same message, so of two writers the name server itself refuses one.
 *
 * @param epoch grows by each write, from 1
 * @param switchEpoch of the last write that gave users another answer; at most {@code epoch}, 0 = none yet
 * @param primary the member that serves alone; null = several serve
 * @param digest of the records written with it, see {@link DnsState}
 */
public record EpochMark(
        long epoch,
        long switchEpoch,
        PoolKey pool,
        @Nullable Label primary,
        String digest) {
    private static final Pattern FORM = Pattern.compile(
            "\"v=2 epoch=([0-9]{1,18}) switch=([0-9]{1,18}) pool=([^ ]+) primary=([^ ]+) set=([0-9a-f]{16})\"");
    private static final String NOBODY = "-";

    public EpochMark {
        if (epoch < 1 || switchEpoch < 0 || switchEpoch > epoch) throw new IllegalArgumentException("epoch: " + epoch);
    }

    /** The mark of these records. */
    public static EpochMark of(
            long epoch, long switchEpoch, PoolKey pool, @Nullable Label primary, List<RecordSet> sets) {
        return new EpochMark(epoch, switchEpoch, pool, primary, DnsState.digest(sets));
    }

    /** The TXT record's one string, quoted as in a master file (RFC 1035 §5.1); at most 255 octets. */
    public String text() {
        return "\"v=2 epoch=" + epoch + " switch=" + switchEpoch + " pool=" + pool + " primary="
                + (primary == null ? NOBODY : primary) + " set=" + digest + '"';
    }

    /** Reads it back; empty if it is something else. */
    static Optional<EpochMark> parse(String text) {
        Matcher fields = FORM.matcher(text);
        if (!fields.matches()) return Optional.empty();
        try {
            return Optional.of(new EpochMark(
                    Long.parseLong(fields.group(1)),
                    Long.parseLong(fields.group(2)),
                    PoolKey.parse(fields.group(3)),
                    fields.group(4).equals(NOBODY) ? null : new Label(fields.group(4)),
                    fields.group(5)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
