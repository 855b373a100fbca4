package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.CounterEpochs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the counter epochs over restarts of the agent. Written at once when a counter restarted, else once a minute to spare the
 * flash; without fsync, since what a power cut can take away belongs to a boot of the host that is over then. A disk that is full
 * or broken does not stop the counting: it goes on in memory and is written when that works again.
 */
final class EpochFile {
    private static final Logger LOG = LoggerFactory.getLogger(EpochFile.class);
    private static final long PERIOD_NANOS = 60_000_000_000L;

    private final Path file;
    private @Nullable CounterEpochs current;
    private @Nullable CounterEpochs written;
    private long writtenNanos;
    private boolean broken;

    EpochFile(Path file) {
        this.file = file;
    }

    /** See {@link CounterEpochs#advance}. */
    CounterEpochs advance(String hostBootId, List<CounterEpochs.Sight> sights, Predicate<String> vanished) {
        CounterEpochs before = current == null ? load() : current;
        CounterEpochs next = before.advance(hostBootId, sights, vanished);
        current = next;
        CounterEpochs onDisk = written;
        boolean sameOnDisk = onDisk != null && next.sameEpochs(onDisk);
        if (!sameOnDisk || System.nanoTime() - writtenNanos > PERIOD_NANOS) write(next);
        return next;
    }

    private void write(CounterEpochs epochs) {
        try {
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(temporary, epochs.toText());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            written = epochs;
            writtenNanos = System.nanoTime();
            broken = false;
        } catch (IOException e) {
            if (!broken) LOG.warn("the counter epochs cannot be kept on disk cause={}", e.toString());
            broken = true;
        }
    }

    private CounterEpochs load() {
        try {
            return Files.exists(file) ? CounterEpochs.ofText(Files.readString(file)) : CounterEpochs.none();
        } catch (IOException e) {
            LOG.warn("the counter epochs cannot be read, counting begins anew cause={}", e.toString());
            return CounterEpochs.forgotten();
        }
    }
}
