package io.meshplane.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Proof;
import io.meshplane.chain.Wallet;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevChainFaultTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path dataDir;

    private DevChain chain;
    private RpcClient honest;
    private RpcClient faulty;
    private final Wallet alice = DevAccounts.wallet(0);

    @BeforeEach
    void start() throws Exception {
        chain = Payments.chain(dataDir, 4);
        List<RpcClient> nodes = Payments.clients(chain);
        honest = nodes.get(0);
        faulty = nodes.get(3);
    }

    @AfterEach
    void stop() throws Exception {
        chain.close();
    }

    private static String head(RpcClient node) throws Exception {
        return node.call("eth_getBlockByNumber", "latest", false).get("hash").asText();
    }

    private static String height(RpcClient node) throws Exception {
        return node.call("eth_blockNumber").asText();
    }

    @Test
    void hangsWithoutAnAnswerUntilCleared() throws Exception {
        faulty.fault("{\"kind\":\"hang\"}");

        assertThatThrownBy(() -> faulty.post(RpcClient.request("eth_blockNumber"), SHORT))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(height(honest)).isEqualTo("0x0");

        faulty.call("dev_clearFault");
        assertThat(height(faulty)).isEqualTo("0x0");
    }

    @Test
    void lagsBehindByTheBlocksNamed() throws Exception {
        honest.send(Payments.coin(alice, 0, 1));
        for (int i = 0; i < 5; i++) {
            chain.mineBlock();
        }

        faulty.fault("{\"kind\":\"lag\",\"blocks\":5}");

        assertThat(height(honest)).isEqualTo("0x5");
        assertThat(height(faulty)).isEqualTo("0x0");
        assertThat(faulty.call("eth_getBlockByNumber", "0x1", false).isNull()).isTrue();
        assertThat(faulty.call("eth_getTransactionCount", alice.address().toLowerHex(), "latest")
                        .asText())
                .isEqualTo("0x0");
        chain.mineBlock();
        assertThat(height(faulty)).isEqualTo("0x1");
        assertThat(faulty.call("eth_getBlockByNumber", "0x1", false))
                .isEqualTo(honest.call("eth_getBlockByNumber", "0x1", false));
    }

    @Test
    void forksIntoAChainThatProvesItselfAndIsAnother() throws Exception {
        chain.mineBlock();
        DynamicFeeTransaction fake = Payments.coin(alice, 0, 777);
        faulty.fault("{\"kind\":\"fork\",\"payment\":\"" + fake.encode().toHex() + "\"}");
        assertThat(head(faulty)).isEqualTo(head(honest));
        honest.send(Payments.coin(DevAccounts.wallet(1), 0, 5));

        chain.mineBlock();
        chain.mineBlock();

        assertThat(height(faulty)).isEqualTo(height(honest));
        Proof.Proven forked = (Proof.Proven) BlockReader.prove(faulty, "0x2");
        Proof.Proven real = (Proof.Proven) BlockReader.prove(honest, "0x2");
        assertThat(forked.header().parentHash()).isEqualTo(real.header().parentHash());
        assertThat(forked.blockHash()).isNotEqualTo(real.blockHash());
        assertThat(forked.transactions())
                .extracting(Proof.ProvenTransaction::transaction)
                .contains(fake);
        assertThat(real.transactions())
                .extracting(Proof.ProvenTransaction::transaction)
                .doesNotContain(fake);
        assertThat(((Proof.Proven) BlockReader.prove(faulty, "0x3")).header().parentHash())
                .isEqualTo(forked.blockHash());

        faulty.call("dev_clearFault", "fork");
        assertThat(head(faulty)).isEqualTo(head(honest));
    }

    @Test
    void refusesAForkWhosePaymentCannotStand() throws Exception {
        DynamicFeeTransaction gap = Payments.coin(alice, 5, 777);

        JsonNode error = faulty.error(
                "dev_setFault",
                RpcClient.JSON.readTree(
                        "{\"kind\":\"fork\",\"payment\":\"" + gap.encode().toHex() + "\"}"));

        assertThat(error.get("code").asInt()).isEqualTo(-32602);
        assertThat(faulty.call("dev_faults")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"amount", "payee", "status"})
    void liesSoThatTheProofFails(String field) throws Exception {
        honest.send(Payments.coin(alice, 0, 5));
        honest.send(Payments.token(alice, 1, BigInteger.TEN));
        chain.mineBlock();

        faulty.fault("{\"kind\":\"lie\",\"fields\":[\"" + field + "\"]}");

        assertThat(head(faulty)).isEqualTo(head(honest));
        assertThat(BlockReader.prove(faulty, "latest")).isInstanceOf(Proof.Refuted.class);
        assertThat(BlockReader.prove(honest, "latest")).isInstanceOf(Proof.Proven.class);
    }

    @Test
    void saysItIsSyncingAndStaysWhereItWas() throws Exception {
        chain.mineBlock();
        faulty.fault("{\"kind\":\"syncing\"}");
        chain.mineBlock();

        assertThat(honest.call("eth_syncing").asBoolean(true)).isFalse();
        assertThat(faulty.call("eth_syncing").get("currentBlock").asText()).isEqualTo("0x1");
        assertThat(faulty.call("eth_syncing").get("highestBlock").asText()).isEqualTo("0x2");
        assertThat(height(faulty)).isEqualTo("0x1");
    }

    @Test
    void namesAnotherChain() throws Exception {
        faulty.fault("{\"kind\":\"wrongChainId\",\"chainId\":100}");

        assertThat(faulty.call("eth_chainId").asText()).isEqualTo("0x64");
        assertThat(faulty.call("net_version").asText()).isEqualTo("100");
        assertThat(honest.call("eth_chainId").asText()).isEqualTo("0x1cbd");
    }

    @Test
    void answersWithTheHttpStatusNamed() throws Exception {
        faulty.fault("{\"kind\":\"error\",\"status\":502}");

        assertThat(faulty.post(RpcClient.request("eth_chainId"), SHORT).statusCode())
                .isEqualTo(502);
    }

    @Test
    void answersLate() throws Exception {
        faulty.fault("{\"kind\":\"slow\",\"delayMillis\":600000}");
        assertThatThrownBy(() -> faulty.post(RpcClient.request("eth_chainId"), SHORT))
                .isInstanceOf(HttpTimeoutException.class);

        faulty.fault("{\"kind\":\"slow\",\"delayMillis\":1}");
        assertThat(faulty.call("eth_chainId").asText()).isEqualTo("0x1cbd");
    }

    @Test
    void showsAndClearsItsFaults() throws Exception {
        faulty.fault("{\"kind\":\"lag\",\"blocks\":3}");
        faulty.fault("{\"kind\":\"lie\"}");

        assertThat(faulty.call("dev_faults"))
                .hasToString("[{\"kind\":\"lag\",\"blocks\":3},{\"kind\":\"lie\",\"fields\":[\"amount\"]}]");
        assertThat(honest.call("dev_faults")).isEmpty();

        faulty.call("dev_clearFault", "lag");
        assertThat(faulty.call("dev_faults")).hasSize(1);
        faulty.call("dev_clearFault");
        assertThat(faulty.call("dev_faults")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"unheard-of\"}",
                "{\"kind\":\"lag\",\"blocks\":0}",
                "{\"kind\":\"lag\",\"blocks\":128}",
                "{\"kind\":\"error\",\"status\":200}",
                "{\"kind\":\"slow\",\"delayMillis\":\"1\"}",
                "{\"kind\":\"lie\",\"fields\":[\"colour\"]}",
                "{\"kind\":\"fork\",\"payment\":\"0x02c0\"}"
            })
    void refusesAFaultItDoesNotKnow(String fault) throws Exception {
        assertThat(faulty.error("dev_setFault", RpcClient.JSON.readTree(fault))
                        .get("code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void reorganisesAllNodesAtTheSameHeight() throws Exception {
        chain.mineBlock();
        String kept = head(honest);
        String lost = honest.send(Payments.coin(alice, 0, 5)).asText();
        chain.mineBlock();
        chain.mineBlock();
        String old = head(honest);

        assertThat(honest.call("dev_reorg", 2).asText()).isEqualTo("0x3");

        assertThat(head(honest)).isNotEqualTo(old).isEqualTo(head(faulty));
        assertThat(honest.call("eth_getBlockByNumber", "0x1", false).get("hash").asText())
                .isEqualTo(kept);
        assertThat(honest.call("eth_getTransactionReceipt", lost).isNull()).isTrue();
        assertThat(honest.call("eth_getBlockByHash", old, false).isNull()).isTrue();
        assertThat(honest.call("eth_getBalance", Payments.PAYEE.toLowerHex(), "latest")
                        .asText())
                .isEqualTo("0x0");
        assertThat(BlockReader.prove(faulty, "latest")).isInstanceOf(Proof.Proven.class);

        honest.send(Payments.coin(alice, 0, 5));
        chain.mineBlock();
        assertThat(honest.call("eth_getTransactionReceipt", lost)
                        .get("blockNumber")
                        .asText())
                .isEqualTo("0x4");
    }

    @Test
    void minesOnDemand() throws IOException, InterruptedException {
        assertThat(honest.call("dev_mine", 3).asText()).isEqualTo("0x3");
        assertThat(honest.call("dev_mine").asText()).isEqualTo("0x4");
        assertThat(honest.error("dev_reorg", 5).get("code").asInt()).isEqualTo(-32602);
        assertThat(honest.error("dev_mine", 0).get("code").asInt()).isEqualTo(-32602);
    }
}
