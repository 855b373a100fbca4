package io.meshplane.payment.adapter.chain;

import io.meshplane.chain.AccessListEntry;
import io.meshplane.chain.AccessListTransaction;
import io.meshplane.chain.Address;
import io.meshplane.chain.Authorization;
import io.meshplane.chain.BlobTransaction;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Rlp;
import io.meshplane.chain.RlpItem;
import io.meshplane.chain.Secp256k1;
import io.meshplane.chain.SetCodeTransaction;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.testkit.chain.Anvil;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes anvil mine one block with every type of transaction that its fork knows but blobs; the same block every time. */
final class VectorMaker {
    static final long CHAIN = 31_337;

    private static final BigInteger KEY =
            new BigInteger("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", 16);
    private static final Wallet PAYER =
            Wallet.of(Hash32.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
    private static final Address PAYEE = Address.fromHex("0x00000000000000000000000000000000000000aa");
    private static final BigInteger FEE = BigInteger.TEN.pow(10);
    private static final long GAS = 200_000;
    private static final int BLOB_BYTES = 131_072;
    /** The point at infinity: commitment and proof of a blob of zeros. */
    private static final Bytes INFINITY = Bytes.fromHex("0xc0" + "00".repeat(47));

    private final Anvil anvil;
    private long nonce;

    VectorMaker(Anvil anvil) {
        this.anvil = anvil;
    }

    /** @param types of transactions, a digit each, beside the legacy ones */
    void mine(String types) throws MalformedChainDataException {
        send(legacy(null, PAYEE, Bytes.EMPTY));
        send(legacy(CHAIN, PAYEE, Bytes.fromHex("0x00ff80")));
        send(legacy(CHAIN, null, tokenTransfer()));
        send(legacy(CHAIN, null, Bytes.fromHex("0x60006000fd"))); // it fails: status 0
        if (types.contains("1")) send(accessList());
        if (types.contains("2")) send(dynamicFee());
        if (types.contains("4")) send(setCode());
        anvil.mine(1);
    }

    /** @return the one transaction of the block, with its blob, as it went to the node */
    Bytes mineBlob() throws MalformedChainDataException {
        Bytes sent = withBlob(PAYER.sign(blob()));
        anvil.send(sent.toHex());
        anvil.mine(1);
        return sent;
    }

    private void send(Transaction transaction) {
        anvil.send(PAYER.sign(transaction).encode().toHex());
    }

    private LegacyTransaction legacy(@Nullable Long chainId, @Nullable Address to, Bytes data) {
        return new LegacyTransaction(
                chainId, nonce++, FEE, GAS, to, BigInteger.valueOf(to == null ? 0 : 5), data, Signature.UNSIGNED);
    }

    /** Creation code that emits {@code Transfer(caller, PAYEE, 42)} and creates nothing. */
    private static Bytes tokenTransfer() {
        Hash32 topic = Keccak256.hash("Transfer(address,address,uint256)");
        String payee = PAYEE.toLowerHex().substring(2);
        String name = topic.toString().substring(2);
        return Bytes.fromHex("0x602a60005273" + payee + "33" + "7f" + name + "60206000a300");
    }

    private List<AccessListEntry> accesses() {
        return List.of(new AccessListEntry(PAYEE, List.of(Hash32.ZERO, Keccak256.hash("a slot"))));
    }

    private AccessListTransaction accessList() {
        return new AccessListTransaction(
                CHAIN, nonce++, FEE, GAS, PAYEE, BigInteger.ONE, Bytes.EMPTY, accesses(), Signature.UNSIGNED);
    }

    private DynamicFeeTransaction dynamicFee() {
        return new DynamicFeeTransaction(
                CHAIN,
                nonce++,
                BigInteger.ONE,
                FEE,
                GAS,
                PAYEE,
                BigInteger.TEN.pow(18),
                Bytes.EMPTY,
                accesses(),
                Signature.UNSIGNED);
    }

    private BlobTransaction blob() {
        return new BlobTransaction(
                CHAIN,
                nonce++,
                BigInteger.ONE,
                FEE,
                GAS,
                PAYEE,
                BigInteger.TWO,
                Bytes.EMPTY,
                List.of(),
                FEE,
                List.of(versionedHash()),
                Signature.UNSIGNED);
    }

    private static Hash32 versionedHash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(INFINITY.toArray());
            hash[0] = 1;
            return new Hash32(Bytes.of(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a blob transaction travels to a node, before Osaka: with the blob, its commitment and its proof. */
    private static Bytes withBlob(BlobTransaction transaction) throws MalformedChainDataException {
        Bytes encoded = transaction.encode();
        RlpItem fields = Rlp.decode(encoded.slice(1, encoded.size()));
        List<RlpItem> parts = new ArrayList<>(List.of(fields));
        parts.add(RlpItem.listOf(RlpItem.of(Bytes.of(new byte[BLOB_BYTES]))));
        parts.add(RlpItem.listOf(RlpItem.of(INFINITY)));
        parts.add(RlpItem.listOf(RlpItem.of(INFINITY)));
        return Bytes.concat(Bytes.of((byte) 3), Rlp.encode(RlpItem.listOf(parts)));
    }

    private SetCodeTransaction setCode() {
        long next = nonce + 1;
        Bytes wish = Rlp.encode(RlpItem.listOf(RlpItem.of(CHAIN), RlpItem.of(PAYEE), RlpItem.of(next)));
        Signature signed = Secp256k1.sign(Keccak256.hash(Bytes.concat(Bytes.of((byte) 5), wish)), KEY);
        return new SetCodeTransaction(
                CHAIN,
                nonce++,
                BigInteger.ONE,
                FEE,
                GAS,
                PAYEE,
                BigInteger.valueOf(7),
                Bytes.EMPTY,
                List.of(),
                List.of(new Authorization(
                        BigInteger.valueOf(CHAIN), PAYEE, next, signed.yParity(), signed.r(), signed.s())),
                Signature.UNSIGNED);
    }
}
