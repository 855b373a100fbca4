package io.meshplane.sentinel.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the TXT record beside a pool's record: who wrote the answer, which one, and at which epoch. Every write demands
 * the mark that was read and replaces it in the same message, so of two writers the name server itself refuses one.
 *
 * @param epoch grows by each write, from 1
 */
public record EpochMark(long epoch, PoolKey pool, MemberAddress answer) {
    private static final Pattern FORM = Pattern.compile("\"v=1 epoch=([0-9]{1,18}) pool=([^ ]+) answer=([^ ]+)\"");

    public EpochMark {
        if (epoch < 1) throw new IllegalArgumentException("epoch: " + epoch);
    }

    /** The TXT record's one string, quoted as in a master file (RFC 1035 §5.1). */
    public String text() {
        return "\"v=1 epoch=" + epoch + " pool=" + pool + " answer=" + answer + '"';
    }

    /** Reads it back; empty if it is something else. */
    static Optional<EpochMark> parse(String text) {
        Matcher fields = FORM.matcher(text);
        if (!fields.matches()) return Optional.empty();
        try {
            return Optional.of(new EpochMark(
                    Long.parseLong(fields.group(1)),
                    PoolKey.parse(fields.group(2)),
                    new MemberAddress(fields.group(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
