package io.meshplane.devstack.chain;

import io.meshplane.chain.AccessListEntry;
import io.meshplane.chain.AccessListTransaction;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Wallet;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Signed transactions and chains for tests. */
final class Payments {
    static final long CHAIN_ID = DevChainConfig.DEFAULT_CHAIN_ID;
    static final Address PAYEE = Address.fromHex("0x00000000000000000000000000000000000000aa");
    static final BigInteger GWEI = BigInteger.TEN.pow(9);

    private Payments() {}

    /** A chain that grows only when told to. */
    static DevChain chain(Path dataDir, int nodes) throws IOException {
        return DevChain.start(new DevChainConfig(dataDir, Collections.nCopies(nodes, 0), CHAIN_ID, Duration.ZERO));
    }

    static List<RpcClient> clients(DevChain chain) {
        return chain.nodeUrls().stream().map(RpcClient::new).toList();
    }

    static DynamicFeeTransaction dynamic(long nonce, Address to, BigInteger value, Bytes data, long gas) {
        return new DynamicFeeTransaction(
                CHAIN_ID,
                nonce,
                GWEI,
                GWEI.multiply(BigInteger.TEN),
                gas,
                to,
                value,
                data,
                List.of(),
                Signature.UNSIGNED);
    }

    static DynamicFeeTransaction coin(Wallet payer, long nonce, long wei) {
        return payer.sign(dynamic(nonce, PAYEE, BigInteger.valueOf(wei), Bytes.EMPTY, Gas.TRANSFER));
    }

    static DynamicFeeTransaction token(Wallet payer, long nonce, BigInteger units) {
        return payer.sign(dynamic(nonce, DevToken.ADDRESS, BigInteger.ZERO, Erc20.transferCall(PAYEE, units), 100_000));
    }

    static LegacyTransaction legacy(Wallet payer, long nonce, long wei) {
        return payer.sign(new LegacyTransaction(
                CHAIN_ID,
                nonce,
                GWEI.multiply(BigInteger.TWO),
                Gas.TRANSFER,
                PAYEE,
                BigInteger.valueOf(wei),
                Bytes.EMPTY,
                Signature.UNSIGNED));
    }

    static AccessListTransaction listed(Wallet payer, long nonce, long wei) {
        return payer.sign(new AccessListTransaction(
                CHAIN_ID,
                nonce,
                GWEI.multiply(BigInteger.TWO),
                50_000,
                PAYEE,
                BigInteger.valueOf(wei),
                Bytes.fromHex("0x00ff"),
                List.of(new AccessListEntry(DevToken.ADDRESS, List.of(DevToken.CODE_HASH))),
                Signature.UNSIGNED));
    }
}
