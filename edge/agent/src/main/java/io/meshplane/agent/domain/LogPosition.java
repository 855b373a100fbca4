package io.meshplane.agent.domain;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a log file was read. The file is known by its number on its device and, since numbers are used again, by its first
 * bytes.
 *
 * @param file number of the file
 * @param offset of the first byte that was not read
 * @param headBytes bytes at the beginning that the checksum covers, at most {@link #MAX_HEAD}
 * @param headCrc CRC-32 of them
 */
public record LogPosition(String file, long offset, int headBytes, int headCrc) {
    /** The first so many bytes tell one file from another. */
    public static final int MAX_HEAD = 256;

    private static final Pattern TEXT = Pattern.compile("file (\\S{1,64}) (\\d{1,18}) (\\d{1,3}) (-?\\d{1,10})");

    public LogPosition {
        if (offset < 0 || headBytes < 0 || headBytes > MAX_HEAD) throw new IllegalArgumentException("no position");
    }

    /** The beginning of a file. */
    public static LogPosition beginningOf(String file) {
        return new LogPosition(file, 0, 0, 0);
    }

    /**
     * Whether what lies at a path now goes on where this position is.
     *
     * @param headCrcNow CRC-32 of the first {@link #headBytes} bytes; empty if there are not as many
     */
    public Sight look(String fileNow, long sizeNow, OptionalInt headCrcNow) {
        if (!fileNow.equals(file)) return Sight.OTHER_FILE;
        boolean same = headBytes == 0 || (headCrcNow.isPresent() && headCrcNow.getAsInt() == headCrc);
        return same && sizeNow >= offset ? Sight.SAME : Sight.TRUNCATED;
    }

    /** What lies at the path of a log. */
    public enum Sight {
        /** The file that was read, perhaps with more in it. */
        SAME,
        /** The same file, emptied and begun anew; what was written between the last look and that is gone. */
        TRUNCATED,
        /** The log was rotated. */
        OTHER_FILE
    }

    /** To keep on disk. */
    public String toText() {
        return "file " + file + " " + offset + " " + headBytes + " " + headCrc;
    }

    /**
     * Reads {@link #toText}.
     *
     * @throws IllegalArgumentException if the text is damaged
     */
    public static LogPosition ofText(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) throw new IllegalArgumentException("no position in a log");
        return new LogPosition(
                parts.group(1),
                Long.parseLong(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Integer.parseInt(parts.group(4)));
    }
}
