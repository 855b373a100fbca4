package io.meshplane.payment.adapter.http;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;

/** A hash of the chain in a request. */
final class HashField {
    /** @throws IllegalArgumentException with words for people */
    static Hash32 read(String text) {
        try {
            return Hash32.parse(text);
        } catch (MalformedChainDataException e) {
            throw new IllegalArgumentException("0x and 64 hex digits are expected", e);
        }
    }

    private HashField() {}
}
