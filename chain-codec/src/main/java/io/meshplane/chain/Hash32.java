package io.meshplane.chain;

/** A 32-byte word: a Keccak-256 hash, a trie root or a log topic. */
public record Hash32(Bytes bytes) {
    public static final Hash32 ZERO = new Hash32(Bytes.wrap(new byte[32]));

    public Hash32 {
        if (bytes.size() != 32) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.size());
        }
    }

    /** Parses 32 bytes of JSON-RPC DATA. */
    public static Hash32 parse(String hex) throws MalformedChainDataException {
        return new Hash32(HexData.parse(hex, 32));
    }

    /** As {@link #parse}, for constants: {@link IllegalArgumentException} if malformed. */
    public static Hash32 fromHex(String hex) {
        return new Hash32(Bytes.fromHex(hex));
    }

    @Override
    public String toString() {
        return bytes.toHex();
    }
}
