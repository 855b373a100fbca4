package io.meshplane.agent.adapter.linux;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on the disk that holds the agent's data. */
final class DiskSource implements Source<DiskSource.Space> {
    /** In KiB; free is what the agent's user may still fill. */
    record Space(long freeKib, long totalKib) {}

    private final Path folder;

    DiskSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Space look() throws IOException {
        FileStore store = Files.getFileStore(folder);
        return new Space(store.getUsableSpace() >> 10, store.getTotalSpace() >> 10);
    }
}
