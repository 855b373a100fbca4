package io.meshplane.devstack.chain;

import io.meshplane.chain.Keccak256;
import io.meshplane.chain.Wallet;
import java.math.BigInteger;

/** The accounts that hold coin and token from the first block on. Everybody knows their keys: they are worth nothing. */
public final class DevAccounts {
    /** Accounts 0 to 19. */
    public static final int COUNT = 20;

    /** What each holds in block 0: 10 000 coins of 10^18 wei. */
    public static final BigInteger GENESIS_WEI = BigInteger.TEN.pow(22);

    /** What each holds in block 0: 1 000 000 tokens of 10^6 units. */
    public static final BigInteger GENESIS_TOKEN_UNITS = BigInteger.TEN.pow(12);

    private DevAccounts() {}

    /**
     * The wallet of account i, whose private key is the Keccak-256 of {@code meshplane dev account i}.
     *
     * @throws IllegalArgumentException unless 0 ≤ index &lt; {@link #COUNT}
     */
    public static Wallet wallet(int index) {
        if (index < 0 || index >= COUNT) {
            throw new IllegalArgumentException("no development account " + index);
        }
        return Wallet.of(Keccak256.hash("meshplane dev account " + index));
    }
}
