package io.meshplane.sentinel.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the name server answers for a pool's record and the sets around it.
 *
 * @param record the name that users look up
 * @param sets those that exist, sorted by name and type
 * @param epochTexts the TXT records under the epoch's name as in a master file, sorted; one, unless somebody else was at it
 */
public record DnsState(DnsName record, List<RecordSet> sets, List<String> epochTexts) {
    private static final int DIGEST_BYTES = 8;

    public DnsState {
        sets = sets.stream().sorted().toList();
        epochTexts = epochTexts.stream().sorted().toList();
    }

    /** A name at which nothing stands. */
    public static DnsState nothing(DnsName record) {
        return new DnsState(record, List.of(), List.of());
    }

    /** What users get for the record itself: addresses, or the host that an alias leads to; sorted. */
    public List<String> answers() {
        return sets.stream()
                .filter(set -> set.name().equals(record.value()))
                .flatMap(set -> set.values().stream())
                .sorted()
                .toList();
    }

    /** Of the record's own sets; 0 if there are none. */
    public int ttlSeconds() {
        return sets.stream()
                .filter(set -> set.name().equals(record.value()))
                .mapToInt(RecordSet::ttlSeconds)
                .findFirst()
                .orElse(0);
    }

    /** The mark of the last write; empty if there was none or it is damaged. */
    public Optional<EpochMark> mark() {
        return epochTexts.size() == 1 ? EpochMark.parse(epochTexts.getFirst()) : Optional.empty();
    }

    /** Whether the records are the same, whatever their TTL. */
    boolean hasValuesOf(List<RecordSet> others) {
        return digest(sets).equals(digest(others));
    }

    List<String> values(RecordSet.Key key) {
        return sets.stream()
                .filter(set -> set.key().equals(key))
                .findFirst()
                .map(RecordSet::values)
                .orElse(List.of());
    }

    /** 64 bits of SHA-256 over names, types and values, in hexadecimal: tells an edit from our own write. */
    static String digest(List<RecordSet> sets) {
        StringBuilder text = new StringBuilder();
        for (RecordSet set : sets.stream().sorted().toList()) {
            text.append(set.name())
                    .append(' ')
                    .append(set.type())
                    .append(' ')
                    .append(set.values())
                    .append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
