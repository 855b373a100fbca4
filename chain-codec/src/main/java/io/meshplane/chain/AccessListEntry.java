package io.meshplane.chain;

import java.util.List;

/** An address and the storage slots of it that a transaction announces (EIP-2930). */
public record AccessListEntry(Address address, List<Hash32> storageKeys) {
    public AccessListEntry {
        storageKeys = List.copyOf(storageKeys);
    }

    static RlpItem toRlp(List<AccessListEntry> entries) {
        return RlpItem.listOf(entries.stream().map(AccessListEntry::toRlp).toList());
    }

    private RlpItem toRlp() {
        return RlpItem.listOf(
                RlpItem.of(address),
                RlpItem.listOf(storageKeys.stream().map(RlpItem::of).toList()));
    }

    static AccessListEntry read(RlpFields from) throws MalformedChainDataException {
        RlpFields fields = RlpFields.of(from.item(), 2);
        return new AccessListEntry(fields.address(), fields.list(RlpFields::hash));
    }
}
