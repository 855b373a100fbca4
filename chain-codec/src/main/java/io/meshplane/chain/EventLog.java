package io.meshplane.chain;

import java.util.List;

/**
 * A log that a contract emitted.
 *
 * @param address the contract
 * @param topics 0 to 4
 */
public record EventLog(Address address, List<Hash32> topics, Bytes data) {
    public EventLog {
        topics = List.copyOf(topics);
        if (topics.size() > 4) {
            throw new IllegalArgumentException("a log has at most 4 topics, not " + topics.size());
        }
    }

    RlpItem toRlp() {
        return RlpItem.listOf(
                RlpItem.of(address),
                RlpItem.listOf(topics.stream().map(RlpItem::of).toList()),
                RlpItem.of(data));
    }

    static EventLog read(RlpFields from) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(from.item(), 3);
        Address address = fields.address();
        List<Hash32> topics = fields.list(RlpFields::hash);
        if (topics.size() > 4) {
            throw new MalformedChainDataException("a log has at most 4 topics");
        }
        return new EventLog(address, topics, fields.bytes());
    }
}
