package io.meshplane.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.Transaction;
import io.meshplane.testkit.Await;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevChainGrowthTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path dataDir;

    @Test
    void growsByItselfWhileAPaymentIsYoung() throws Exception {
        DevChainConfig config =
                new DevChainConfig(dataDir, List.of(0), DevChainConfig.DEFAULT_CHAIN_ID, Duration.ofMillis(5));
        try (DevChain chain = DevChain.start(config)) {
            RpcClient node = Payments.clients(chain).getFirst();
            // block 0 is long ago, so the chain builds one at once
            Await.until("a first block", DEADLINE, () -> height(node) >= 1);

            String hash = node.send(Payments.coin(DevAccounts.wallet(0), 0, 1)).asText();
            JsonNode receipt = Await.value("receipt", DEADLINE, () -> {
                JsonNode result = node.call("eth_getTransactionReceipt", hash);
                return result.isNull() ? null : result;
            });

            long included = Long.decode(receipt.get("blockNumber").asText());
            Await.until("16 blocks after it", DEADLINE, () -> height(node) >= included + 16);
        }
    }

    @Test
    void restsOnceItsNewestTransactionIsSixteenBlocksOld() throws Exception {
        DevChainConfig config = new DevChainConfig(dataDir, List.of(0), Payments.CHAIN_ID, Duration.ofSeconds(1));
        try (ChainDriver driver = ChainDriver.open(config)) {
            assertThat(driver.isActive()).isFalse();
            submit(driver, Payments.coin(DevAccounts.wallet(0), 0, 1));

            mine(driver, 16);
            assertThat(driver.isActive()).isTrue();

            mine(driver, 1);
            assertThat(driver.isActive()).isFalse();
        }
        try (ChainDriver again = ChainDriver.open(config)) {
            assertThat(again.isActive()).isFalse();
        }
    }

    @Test
    void restsAlthoughATransactionWaitsInVain() throws Exception {
        DevChainConfig config = new DevChainConfig(dataDir, List.of(0), Payments.CHAIN_ID, Duration.ofSeconds(1));
        try (ChainDriver driver = ChainDriver.open(config)) {
            submit(driver, Payments.coin(DevAccounts.wallet(0), 7, 1));
            assertThat(driver.isActive()).isTrue();

            mine(driver, 16);

            assertThat(driver.isActive()).isFalse();
        }
    }

    private static void submit(ChainDriver driver, Transaction transaction) {
        assertThat(driver.pool().submit(transaction, driver.history().headState()))
                .isInstanceOf(Mempool.Admission.Admitted.class);
        driver.markActivity();
    }

    private static void mine(ChainDriver driver, int blocks) throws IOException {
        for (int i = 0; i < blocks; i++) {
            driver.mine(driver.nextTimestamp(0));
        }
    }

    private static long height(RpcClient node) throws Exception {
        return Long.decode(node.call("eth_blockNumber").asText());
    }

    @Test
    void holdsTwoThousandEmptyBlocksInTwentyMegabytes() throws Exception {
        long before = usedHeapBytes();
        try (DevChain chain = Payments.chain(dataDir, 4)) {
            RpcClient node = Payments.clients(chain).getFirst();

            node.call("dev_mine", 1_000);
            node.call("dev_mine", 1_000);

            long grown = usedHeapBytes() - before;
            System.out.println("heap of 2000 empty blocks, four nodes: " + grown / 1024 + " KiB");
            assertThat(height(node)).isEqualTo(2_000);
            assertThat(grown).isLessThan(20_000_000);
        }
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
