package io.meshplane.chain;

import java.util.Random;

/** One bit changed. */
final class BitFlip {
    private BitFlip() {}

    static Bytes in(Bytes content, Random random) {
        byte[] flipped = content.toArray();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return Bytes.of(flipped);
    }
}
