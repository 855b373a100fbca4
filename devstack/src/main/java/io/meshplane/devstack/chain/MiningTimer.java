package io.meshplane.devstack.chain;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a block per period while there is something to see, else one in 30 s: an idle chain stays small. */
final class MiningTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MiningTimer.class);
    private static final Duration IDLE_PERIOD = Duration.ofSeconds(30);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("chain-miner").factory());
    private final ChainDriver driver;
    private final InstantSource clock;

    private MiningTimer(ChainDriver driver, InstantSource clock) {
        this.driver = driver;
        this.clock = clock;
    }

    static MiningTimer start(ChainDriver driver, Duration period, InstantSource clock) {
        MiningTimer timer = new MiningTimer(driver, clock);
        var _ = timer.thread.scheduleWithFixedDelay(
                timer::tick, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return timer;
    }

    private void tick() {
        try {
            boolean mined = driver.exclusively(() -> mineIfDue(clock.instant().getEpochSecond()));
            LOG.debug("chain tick mined={}", mined);
        } catch (Exception e) {
            LOG.error("chain stands still: a block could not be built", e);
        }
    }

    private boolean mineIfDue(long nowSeconds) throws IOException {
        long idleSeconds = nowSeconds - driver.history().head().header().timestampSeconds();
        boolean due = driver.isActive() || idleSeconds >= IDLE_PERIOD.toSeconds();
        if (due) {
            driver.mine(driver.nextTimestamp(nowSeconds));
        }
        return due;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
