package io.meshplane.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadUsageTest {

    @Test
    void countsAThreadUnderTheBeginningOfItsName() throws Exception {
        CountDownLatch worked = new CountDownLatch(1);
        CountDownLatch counted = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().name("busy-with-numbers").start(() -> {
            worked.countDown();
            try {
                counted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        worked.await();

        assertThat(ThreadUsage.of(ProcessHandle.current().pid())).containsKey("busy-with-numbe");

        counted.countDown();
        thread.join();
    }
}
