package io.meshplane.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexData;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.Proof;
import io.meshplane.chain.Wallet;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevChainProofTest {
    @TempDir
    Path dataDir;

    private DevChain chain;
    private List<RpcClient> nodes;
    private RpcClient node;
    private final Wallet alice = DevAccounts.wallet(0);
    private final Wallet bob = DevAccounts.wallet(1);

    @BeforeEach
    void start() throws Exception {
        chain = Payments.chain(dataDir, 4);
        nodes = Payments.clients(chain);
        node = nodes.getFirst();
    }

    @AfterEach
    void stop() throws Exception {
        chain.close();
    }

    @Test
    void servesBlocksThatProveThemselvesOnEveryNode() throws Exception {
        node.send(Payments.coin(alice, 0, 5));
        node.send(Payments.legacy(bob, 0, 7));
        chain.mineBlock();
        node.send(Payments.listed(alice, 1, 9));
        node.send(Payments.token(alice, 2, BigInteger.valueOf(250)));
        node.send(Payments.token(bob, 1, BigInteger.TEN.pow(30)));
        chain.mineBlock();
        chain.mineBlock();

        for (RpcClient each : nodes) {
            Hash32 parent = Hash32.ZERO;
            for (String number : List.of("0x0", "0x1", "0x2", "0x3")) {
                Proof.Proven proven = (Proof.Proven) BlockReader.prove(each, number);
                assertThat(proven.header().parentHash()).isEqualTo(parent);
                parent = proven.blockHash();
            }
        }
        Proof.Proven second = (Proof.Proven) BlockReader.prove(node, "0x2");
        assertThat(second.transactions()).hasSize(3);
        assertThat(second.transactions().get(1).receipt().logs())
                .singleElement()
                .satisfies(log -> assertThat(Erc20.decodeTransfer(log))
                        .contains(new Erc20.Transfer(
                                DevToken.ADDRESS, alice.address(), Payments.PAYEE, BigInteger.valueOf(250))));
        assertThat(second.transactions().get(2).receipt().succeeded()).isFalse();
        assertThat(second.transactions().get(2).transaction().sender()).contains(bob.address());
    }

    @Test
    void movesCoinAndBurnsTheBaseFee() throws Exception {
        node.send(Payments.coin(alice, 0, 1_000));
        chain.mineBlock();

        JsonNode block = node.call("eth_getBlockByNumber", "latest", false);
        BigInteger baseFee = HexQuantity.parse(block.get("baseFeePerGas").asText());
        BigInteger gas = BigInteger.valueOf(21_000);
        BigInteger fee = baseFee.add(Payments.GWEI).multiply(gas);
        assertThat(balance(Payments.PAYEE)).isEqualTo(1_000);
        assertThat(balance(alice.address()))
                .isEqualTo(DevAccounts.GENESIS_WEI.subtract(fee).subtract(BigInteger.valueOf(1_000)));
        assertThat(balance(Genesis.BENEFICIARY)).isEqualTo(Payments.GWEI.multiply(gas));
        assertThat(balance(alice.address(), "0x0")).isEqualTo(DevAccounts.GENESIS_WEI);
    }

    @Test
    void paysTheReceiptsGasForEveryKind() throws Exception {
        node.send(Payments.coin(alice, 0, 1));
        node.send(Payments.listed(alice, 1, 1));
        String token = node.send(Payments.token(alice, 2, BigInteger.ONE)).asText();
        chain.mineBlock();

        JsonNode receipts = node.call("eth_getBlockReceipts", "latest");
        assertThat(receipts.get(0).get("gasUsed").asText()).isEqualTo("0x5208");
        // 21 000, one zero and one other byte at 4 and 16, one listed address and key at 2 400 and 1 900
        assertThat(receipts.get(1).get("gasUsed").asText()).isEqualTo(HexQuantity.format(25_320));
        assertThat(node.call("eth_getTransactionReceipt", token)).isEqualTo(receipts.get(2));
        JsonNode estimate = node.call(
                "eth_estimateGas",
                Map.of(
                        "from",
                        alice.address().toLowerHex(),
                        "to",
                        DevToken.ADDRESS.toLowerHex(),
                        "data",
                        Erc20.transferCall(Payments.PAYEE, BigInteger.ONE).toHex()));
        assertThat(receipts.get(2).get("gasUsed")).isEqualTo(estimate);
    }

    @Test
    void lowersTheBaseFeeOfEmptyBlocksByAnEighth() throws Exception {
        chain.mineBlock();
        chain.mineBlock();

        assertThat(node.call("eth_getBlockByNumber", "0x1", false)
                        .get("baseFeePerGas")
                        .asText())
                .isEqualTo(HexQuantity.format(875_000_000));
        assertThat(node.call("eth_getBlockByNumber", "0x2", false)
                        .get("baseFeePerGas")
                        .asText())
                .isEqualTo(HexQuantity.format(765_625_000));
    }

    @Test
    void keepsTheTokensBooks() throws Exception {
        node.send(Payments.token(alice, 0, BigInteger.valueOf(250)));
        chain.mineBlock();

        assertThat(tokenCall("balanceOf(address)", Payments.PAYEE)).isEqualTo(250);
        assertThat(tokenCall("balanceOf(address)", alice.address()))
                .isEqualTo(DevAccounts.GENESIS_TOKEN_UNITS.subtract(BigInteger.valueOf(250)));
        assertThat(tokenCall("totalSupply()", null))
                .isEqualTo(DevAccounts.GENESIS_TOKEN_UNITS.multiply(BigInteger.valueOf(DevAccounts.COUNT)));
        assertThat(tokenCall("decimals()", null)).isEqualTo(DevToken.DECIMALS);
        assertThat(node.call("eth_getCode", DevToken.ADDRESS.toLowerHex(), "latest")
                        .asText())
                .isEqualTo(DevToken.CODE.toHex());
        JsonNode revert =
                node.error("eth_call", Map.of("to", DevToken.ADDRESS.toLowerHex(), "data", "0xdeadbeef"), "latest");
        assertThat(revert.get("code").asInt()).isEqualTo(3);
    }

    @Test
    void givesTheSameHashesForTheSameTransactionsAndTimes(@TempDir Path otherDir) throws Exception {
        try (DevChain other = Payments.chain(otherDir, 1)) {
            RpcClient otherNode = Payments.clients(other).getFirst();
            node.send(Payments.coin(alice, 0, 3));
            otherNode.send(Payments.coin(alice, 0, 3));

            Hash32 here = chain.mineBlock(1_800_000_000);
            Hash32 there = other.mineBlock(1_800_000_000);

            assertThat(here).isEqualTo(there);
        }
    }

    private BigInteger balance(Address address) throws Exception {
        return balance(address, "latest");
    }

    private BigInteger balance(Address address, String block) throws Exception {
        return HexQuantity.parse(
                node.call("eth_getBalance", address.toLowerHex(), block).asText());
    }

    private BigInteger tokenCall(String function, @Nullable Address argument) throws Exception {
        Bytes selector = Erc20.selector(function);
        Bytes data = argument == null
                ? selector
                : Bytes.concat(selector, Erc20.word(argument).bytes());
        JsonNode result =
                node.call("eth_call", Map.of("to", DevToken.ADDRESS.toLowerHex(), "data", data.toHex()), "latest");
        return new BigInteger(1, HexData.parse(result.asText()).toArray());
    }
}
