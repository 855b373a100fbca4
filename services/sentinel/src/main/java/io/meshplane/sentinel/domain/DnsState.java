package io.meshplane.sentinel.domain;

import java.util.List;
import java.util.Optional;

/**
 * What the name server answers for a pool's record.
 *
 * @param addresses of A and AAAA together, sorted; empty = no such record
 * @param ttlSeconds of the addresses; 0 if there are none
 * @param epochTexts the TXT records under the epoch's name as in a master file, sorted; one, unless somebody else was at it
 */
public record DnsState(List<MemberAddress> addresses, int ttlSeconds, List<String> epochTexts) {
    public DnsState {
        addresses = addresses.stream().sorted().toList();
        epochTexts = epochTexts.stream().sorted().toList();
    }

    /** The mark of the last write; empty if there was none or it is damaged. */
    public Optional<EpochMark> mark() {
        return epochTexts.size() == 1 ? EpochMark.parse(epochTexts.getFirst()) : Optional.empty();
    }

    /** Whether the answer is this address and nothing else. */
    public boolean answers(MemberAddress address) {
        return addresses.equals(List.of(address));
    }

    List<String> valuesOf(RecordType type) {
        return addresses.stream()
                .filter(address -> address.recordType() == type)
                .map(MemberAddress::value)
                .toList();
    }
}
