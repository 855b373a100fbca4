package io.meshplane.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.chain.Wallet;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevChainPersistenceTest {
    @TempDir
    Path dataDir;

    private final Wallet alice = DevAccounts.wallet(0);

    private static List<String> hashes(DevChain chain) throws Exception {
        RpcClient node = Payments.clients(chain).getFirst();
        long height = Long.decode(node.call("eth_blockNumber").asText());
        List<String> hashes = new ArrayList<>();
        for (long number = 0; number <= height; number++) {
            hashes.add(node.call("eth_getBlockByNumber", "0x" + Long.toHexString(number), false)
                    .get("hash")
                    .asText());
        }
        return hashes;
    }

    /** Block 1 with a payment, block 2 empty, a reorganisation of block 2, block 3 with a payment. */
    private List<String> someHistory() throws Exception {
        try (DevChain chain = Payments.chain(dataDir, 1)) {
            RpcClient node = Payments.clients(chain).getFirst();
            node.send(Payments.coin(alice, 0, 1));
            chain.mineBlock(1_800_000_000);
            chain.mineBlock();
            chain.reorganise(1);
            node.send(Payments.token(alice, 1, BigInteger.TEN));
            chain.mineBlock();
            return hashes(chain);
        }
    }

    @Test
    void givesTheSameHashesAfterARestart() throws Exception {
        List<String> before = someHistory();

        try (DevChain again = Payments.chain(dataDir, 4)) {
            assertThat(hashes(again)).isEqualTo(before).hasSize(4);
            again.mineBlock();
            assertThat(hashes(again)).hasSize(5).startsWith(before.toArray(String[]::new));
        }
        try (DevChain again = Payments.chain(dataDir, 4)) {
            assertThat(hashes(again)).hasSize(5);
        }
    }

    @Test
    void losesOnlyTheLastBlockToATornTailOfAnyLength() throws Exception {
        List<String> before = someHistory();
        Path log = dataDir.resolve("chain.log");
        byte[] whole = Files.readAllBytes(log);
        int lastRecord = lastRecordStart(whole);

        for (int size = lastRecord + 1; size < whole.length; size += 13) {
            Files.write(log, Arrays.copyOf(whole, size));

            try (DevChain again = Payments.chain(dataDir, 1)) {
                assertThat(hashes(again)).isEqualTo(before.subList(0, 3));
            }
            assertThat(Files.size(log)).isEqualTo(lastRecord);
        }
    }

    @Test
    void cutsATailThatWasNeverWritten() throws Exception {
        List<String> before = someHistory();
        Path log = dataDir.resolve("chain.log");
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(whole, whole.length + 100));

        try (DevChain again = Payments.chain(dataDir, 1)) {
            assertThat(hashes(again)).isEqualTo(before);
        }
    }

    @Test
    void refusesALogThatIsDamagedBeforeItsEnd() throws Exception {
        someHistory();
        Path log = dataDir.resolve("chain.log");
        byte[] whole = Files.readAllBytes(log);
        int firstPayload = 32 + 8;
        int secondRecord = firstPayload + ByteBuffer.wrap(whole).getInt(32);

        for (int at = firstPayload; at < secondRecord; at += 5) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(log, damaged);

            assertThatThrownBy(() -> Payments.chain(dataDir, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged at byte 32");
            assertThat(Files.readAllBytes(log)).isEqualTo(damaged);
        }
    }

    @Test
    void refusesTheFolderOfAnotherChain() throws Exception {
        someHistory();
        DevChainConfig other = new DevChainConfig(dataDir, List.of(0), 1, Duration.ZERO);

        assertThatThrownBy(() -> DevChain.start(other)).hasMessageContaining("another block 0");
    }

    @Test
    void refusesAFolderInUse() throws Exception {
        try (DevChain chain = Payments.chain(dataDir, 1)) {
            assertThat(chain.nodeUrls()).hasSize(1);
            assertThatThrownBy(() -> Payments.chain(dataDir, 1)).hasMessageContaining("open in this process");
        }
    }

    private static int lastRecordStart(byte[] log) {
        int start = 32;
        while (true) {
            int next = start + 8 + ByteBuffer.wrap(log).getInt(start);
            if (next == log.length) {
                return start;
            }
            start = next;
        }
    }
}
