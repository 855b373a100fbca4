package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.CounterEpochs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the counter epochs over restarts of the agent. Written at once when a counter restarted, else once a minute to spare the
 * flash; without fsync, since what a power cut can take away belongs to a boot of the host that is over then.
 */
final class EpochFile {
    private static final long PERIOD_NANOS = 60_000_000_000L;

    private final Path file;
    private @Nullable CounterEpochs current;
    private long writtenNanos;

    EpochFile(Path file) {
        this.file = file;
    }

    CounterEpochs advance(String hostBootId, List<CounterEpochs.Sight> sights) throws IOException {
        CounterEpochs before = current == null ? load() : current;
        CounterEpochs next = before.advance(hostBootId, sights);
        boolean due = current == null || System.nanoTime() - writtenNanos > PERIOD_NANOS;
        if (due || !next.sameEpochs(before)) write(next);
        current = next;
        return next;
    }

    private void write(CounterEpochs epochs) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, epochs.toText());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        writtenNanos = System.nanoTime();
    }

    private CounterEpochs load() throws IOException {
        return Files.exists(file) ? CounterEpochs.ofText(Files.readString(file)) : CounterEpochs.none();
    }
}
