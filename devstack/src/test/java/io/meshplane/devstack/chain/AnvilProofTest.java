package io.meshplane.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.AccessListEntry;
import io.meshplane.chain.AccessListTransaction;
import io.meshplane.chain.Address;
import io.meshplane.chain.Authorization;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.Proof;
import io.meshplane.chain.Rlp;
import io.meshplane.chain.RlpItem;
import io.meshplane.chain.Secp256k1;
import io.meshplane.chain.SetCodeTransaction;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.testkit.realpart.RealPart;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The codec and the development chain beside a node that others wrote. */
@RealPart(program = Anvil.PROGRAM, env = Anvil.ENV)
class AnvilProofTest {
    private static final long CHAIN = 31_337;
    private static final BigInteger TWO_GWEI = BigInteger.valueOf(2_000_000_000);
    private static final BigInteger COIN = BigInteger.TEN.pow(18);
    private static final Wallet ALICE = DevAccounts.wallet(0);

    /** A constructor that emits one log with one topic and 32 bytes, and leaves no code. */
    private static final Bytes EMITTER =
            Bytes.concat(Bytes.fromHex("0x7f"), Keccak256.hash("Emitted()").bytes(), Bytes.fromHex("0x60206000a100"));

    private static LegacyTransaction legacy(long nonce, @Nullable Address to, Bytes data) {
        return ALICE.sign(
                new LegacyTransaction(CHAIN, nonce, TWO_GWEI, 200_000, to, BigInteger.ZERO, data, Signature.UNSIGNED));
    }

    private static AccessListTransaction listed(long nonce) {
        return ALICE.sign(new AccessListTransaction(
                CHAIN,
                nonce,
                TWO_GWEI,
                100_000,
                Payments.PAYEE,
                COIN,
                Bytes.fromHex("0x0011"),
                List.of(new AccessListEntry(Payments.PAYEE, List.of(Hash32.ZERO))),
                Signature.UNSIGNED));
    }

    private static DynamicFeeTransaction dynamic(long nonce) {
        return ALICE.sign(new DynamicFeeTransaction(
                CHAIN,
                nonce,
                BigInteger.ONE,
                TWO_GWEI,
                21_000,
                Payments.PAYEE,
                COIN,
                Bytes.EMPTY,
                List.of(),
                Signature.UNSIGNED));
    }

    private static SetCodeTransaction setCode(long nonce) {
        Hash32 authorization = Keccak256.hash(Bytes.concat(
                Bytes.of((byte) 5),
                Rlp.encodeList(List.of(RlpItem.of(CHAIN), RlpItem.of(Payments.PAYEE), RlpItem.of(0)))));
        BigInteger bobsKey = new BigInteger(
                1, Keccak256.hash("meshplane dev account 1").bytes().toArray());
        Signature bobs = Secp256k1.sign(authorization, bobsKey);
        return ALICE.sign(new SetCodeTransaction(
                CHAIN,
                nonce,
                BigInteger.ONE,
                TWO_GWEI,
                100_000,
                Payments.PAYEE,
                BigInteger.ONE,
                Bytes.EMPTY,
                List.of(),
                List.of(new Authorization(
                        BigInteger.valueOf(CHAIN), Payments.PAYEE, 0, bobs.yParity(), bobs.r(), bobs.s())),
                Signature.UNSIGNED));
    }

    private static void fund(RpcClient node) throws Exception {
        node.call("anvil_setBalance", ALICE.address().toLowerHex(), "0x21e19e0c9bab2400000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"london", "shanghai", "cancun", "prague", "osaka"})
    void provesTheBlocksOfARealNodeOfEveryFork(String fork) throws Exception {
        try (Anvil anvil = Anvil.start("--hardfork", fork)) {
            RpcClient node = anvil.client();
            fund(node);
            List<Transaction> sent =
                    List.of(legacy(0, Payments.PAYEE, Bytes.EMPTY), legacy(1, null, EMITTER), listed(2), dynamic(3));
            for (Transaction each : sent) {
                assertThat(node.send(each).asText()).isEqualTo(each.hash().toString());
            }
            node.call("evm_mine");

            Proof.Proven proven = (Proof.Proven) BlockReader.prove(node, "latest");

            assertThat(proven.transactions())
                    .extracting(Proof.ProvenTransaction::transaction)
                    .containsExactlyElementsOf(sent);
            assertThat(proven.transactions()).allSatisfy(each -> {
                assertThat(each.receipt().succeeded()).isTrue();
                assertThat(each.transaction().sender()).contains(ALICE.address());
            });
            assertThat(proven.transactions().get(1).receipt().logs()).hasSize(1);
        }
    }

    @Test
    void provesABlockWithASetCodeTransaction() throws Exception {
        try (Anvil anvil = Anvil.start("--hardfork", "prague")) {
            RpcClient node = anvil.client();
            fund(node);
            SetCodeTransaction sent = setCode(0);
            node.send(sent);
            node.call("evm_mine");

            Proof.Proven proven = (Proof.Proven) BlockReader.prove(node, "latest");

            assertThat(proven.transactions())
                    .singleElement()
                    .satisfies(each -> assertThat(each.transaction()).isEqualTo(sent));
            // the authorization was valid: Bob's account now has the delegation's code
            assertThat(node.call("eth_getCode", DevAccounts.wallet(1).address().toLowerHex(), "latest")
                            .asText())
                    .isEqualTo("0xef0100" + Payments.PAYEE.toLowerHex().substring(2));
        }
    }

    @Test
    void refutesARealBlockWithOneFieldAltered() throws Exception {
        try (Anvil anvil = Anvil.start()) {
            RpcClient node = anvil.client();
            fund(node);
            node.send(dynamic(0));
            node.call("evm_mine");
            JsonNode block = node.call("eth_getBlockByNumber", "latest", true);
            JsonNode receipts = node.call("eth_getBlockReceipts", "latest");
            assertThat(BlockReader.prove(block, receipts)).isInstanceOf(Proof.Proven.class);

            for (Fault.Field field : Fault.Field.values()) {
                JsonNode forgedBlock = block.deepCopy();
                JsonNode forgedReceipts = receipts.deepCopy();
                Lies.tell(forgedBlock, Set.of(field));
                Lies.tell(forgedReceipts, Set.of(field));

                assertThat(BlockReader.prove(forgedBlock, forgedReceipts)).isInstanceOf(Proof.Refuted.class);
            }
        }
    }

    @Test
    void chargesTheSameGasAndBaseFeeAsTheDevelopmentChain(@TempDir Path dataDir) throws Exception {
        List<Transaction> payments = List.of(
                Payments.coin(ALICE, 0, 5),
                Payments.legacy(ALICE, 1, 6),
                Payments.listed(ALICE, 2, 7),
                ALICE.sign(Payments.dynamic(
                        3, Payments.PAYEE, BigInteger.ONE, Bytes.fromHex("0x00112233000044"), 100_000)));
        String chainId = Long.toString(Payments.CHAIN_ID);
        try (Anvil anvil = Anvil.start("--hardfork", "prague", "--chain-id", chainId, "--gas-limit", "30000000");
                DevChain chain = Payments.chain(dataDir, 1)) {
            RpcClient real = anvil.client();
            RpcClient ours = Payments.clients(chain).getFirst();
            fund(real);
            // anvil gives block 1 the base fee of block 0; by EIP-1559 it falls, for block 0 is empty
            real.call("anvil_setNextBlockBaseFeePerGas", "0x342770c0");
            for (Transaction each : payments) {
                real.send(each);
                ours.send(each);
            }
            for (int i = 0; i < 3; i++) {
                real.call("evm_mine");
                chain.mineBlock();
            }

            JsonNode realReceipts = real.call("eth_getBlockReceipts", "0x1");
            JsonNode ourReceipts = ours.call("eth_getBlockReceipts", "0x1");
            assertThat(ourReceipts).hasSize(4);
            for (int i = 0; i < 4; i++) {
                for (String field : List.of("transactionHash", "gasUsed", "effectiveGasPrice", "status", "type")) {
                    assertThat(ourReceipts.get(i).get(field))
                            .isEqualTo(realReceipts.get(i).get(field));
                }
            }
            for (String number : List.of("0x1", "0x2", "0x3")) {
                JsonNode realBlock = real.call("eth_getBlockByNumber", number, false);
                JsonNode ourBlock = ours.call("eth_getBlockByNumber", number, false);
                for (String field : List.of("baseFeePerGas", "transactionsRoot", "receiptsRoot", "requestsHash")) {
                    assertThat(ourBlock.get(field)).isEqualTo(realBlock.get(field));
                }
            }
            String alice = ALICE.address().toLowerHex();
            assertThat(ours.call("eth_getBalance", alice, "latest"))
                    .isEqualTo(real.call("eth_getBalance", alice, "latest"));
        }
    }

    @Test
    void refusesInTheSameClassOfErrorAsTheDevelopmentChain(@TempDir Path dataDir) throws Exception {
        try (Anvil anvil = Anvil.start("--chain-id", Long.toString(Payments.CHAIN_ID));
                DevChain chain = Payments.chain(dataDir, 1)) {
            RpcClient real = anvil.client();
            RpcClient ours = Payments.clients(chain).getFirst();
            fund(real);

            for (RpcClient node : List.of(real, ours)) {
                assertThat(node.error("eth_unheard").get("code").asInt()).isEqualTo(-32601);
                assertThat(node.error("eth_getBalance", "0x1").get("code").asInt())
                        .isEqualTo(-32602);
                JsonNode poor = node.error(
                        "eth_sendRawTransaction",
                        Payments.coin(Wallet.of(Keccak256.hash("nobody")), 0, 1)
                                .encode()
                                .toHex());
                assertThat(poor.get("message").asText()).containsIgnoringCase("insufficient funds");
            }
        }
    }
}
