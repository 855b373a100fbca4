package io.meshplane.agent.adapter.disk;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a segment's file: where it begins and how often it was thinned. Enough to know the buffer without reading it.
 *
 * @param firstIndex of its first record, over all starts of the agent
 * @param level times that it was thinned, 0-9
 */
record SegmentName(long firstIndex, int level) {
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{16})-([0-9])\\.seg");

    static Optional<SegmentName> of(Path file) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (!name.matches()) return Optional.empty();
        long first = Long.parseUnsignedLong(name.group(1), 16);
        return first < 0 ? Optional.empty() : Optional.of(new SegmentName(first, Integer.parseInt(name.group(2))));
    }

    SegmentName thinned() {
        return new SegmentName(firstIndex, level + 1);
    }

    Path in(Path folder) {
        return folder.resolve("%016x-%d.seg".formatted(firstIndex, level));
    }

    /** Where its successor is written before it takes its place. */
    Path temporaryIn(Path folder) {
        return folder.resolve("%016x-%d.seg%s".formatted(firstIndex, level, DurableFiles.TEMPORARY));
    }
}
