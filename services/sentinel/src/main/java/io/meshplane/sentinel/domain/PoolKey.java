package io.meshplane.sentinel.domain;

import io.meshplane.contracts.id.NetworkId;

/** Which pool; its text form {@code network/pool} is the key of the pool's events. */
public record PoolKey(NetworkId network, Label pool) {

    /** Reads the text form. */
    public static PoolKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) throw new IllegalArgumentException("network/pool is expected");
        return new PoolKey(new NetworkId(text.substring(0, slash)), new Label(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return network + "/" + pool;
    }
}
