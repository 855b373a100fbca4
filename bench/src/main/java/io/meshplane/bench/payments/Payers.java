package io.meshplane.bench.payments;

import io.meshplane.bench.stack.BenchNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.event.NodeRegistered;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Nodes with wallets of the development chain, which pay network {@code home} in turn. */
final class Payers {
    private static final int COUNT = 16;
    private static final long CHAIN = 7357;
    private static final String NETWORK = "home";

    private final List<Payer> payers = new ArrayList<>();
    private int next;

    private record Payer(BenchNode node, Wallet wallet, AtomicLong nonce) {}

    /** A payment that is signed and not sent yet. */
    record Payment(BenchNode claimant, DynamicFeeTransaction transaction) {
        Hash32 hash() {
            return transaction.hash();
        }

        /** The body of its claim. */
        byte[] claim() {
            String text = "{\"chainId\":" + CHAIN + ",\"transactionHash\":\"" + hash() + "\"}";
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    Payers() {
        // account 0 is the network's own
        for (int i = 1; i <= COUNT; i++) payers.add(new Payer(BenchNode.fresh(), account(i), new AtomicLong()));
    }

    private static Wallet account(int number) {
        return Wallet.of(Keccak256.hash("meshplane dev account " + number));
    }

    static Address payee() {
        return account(0).address();
    }

    /** As the registry would publish them. */
    List<NodeRegistered> registered() {
        return payers.stream()
                .map(each -> each.node().registered().toBuilder()
                        .setNetworkId(NETWORK)
                        .setPaymentAddress(each.wallet().address().toLowerHex())
                        .build())
                .toList();
    }

    BenchNode anyNode() {
        return payers.getFirst().node();
    }

    /** The next payment, of another payer than the one before. */
    Payment payment() {
        Payer payer = payers.get(next++ % COUNT);
        DynamicFeeTransaction transaction = payer.wallet()
                .sign(new DynamicFeeTransaction(
                        CHAIN,
                        payer.nonce().getAndIncrement(),
                        BigInteger.ONE,
                        BigInteger.TEN.pow(12),
                        21_000,
                        payee(),
                        BigInteger.valueOf(1 + next),
                        Bytes.EMPTY,
                        List.of(),
                        Signature.UNSIGNED));
        return new Payment(payer.node(), transaction);
    }
}
