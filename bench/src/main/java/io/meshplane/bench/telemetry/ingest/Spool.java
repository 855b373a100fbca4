package io.meshplane.bench.telemetry.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Bodies of uploads, made before the clock runs: the same bytes for every server. */
final class Spool implements AutoCloseable {
    private record Entry(long offset, int length, int values) {}

    private final FileChannel file;
    private final List<List<Entry>> nodes = new ArrayList<>();
    private long length;

    Spool(Path path) throws IOException {
        file = FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** The next upload of a node; nodes count from 0. */
    void add(int node, byte[] body, int values) throws IOException {
        while (nodes.size() <= node) nodes.add(new ArrayList<>());
        List<Entry> entries = nodes.get(node);
        entries.add(new Entry(length, body.length, values));
        ByteBuffer bytes = ByteBuffer.wrap(body);
        while (bytes.hasRemaining()) length += file.write(bytes, length);
    }

    int nodeCount() {
        return nodes.size();
    }

    /** Uploads of each node. */
    int minutes() {
        return nodes.isEmpty() ? 0 : nodes.getFirst().size();
    }

    /** Values of all uploads from one minute (inclusive) to another (exclusive). */
    long values(int from, int to) {
        return nodes.stream()
                .flatMap(entries -> entries.subList(from, to).stream())
                .mapToLong(Entry::values)
                .sum();
    }

    /** Bytes of all bodies from one minute (inclusive) to another (exclusive). */
    long sizeBytes(int from, int to) {
        return nodes.stream()
                .flatMap(entries -> entries.subList(from, to).stream())
                .mapToLong(Entry::length)
                .sum();
    }

    byte[] body(int node, int minute) throws IOException {
        Entry entry = nodes.get(node).get(minute);
        ByteBuffer body = ByteBuffer.allocate(entry.length());
        while (body.hasRemaining()) {
            if (file.read(body, entry.offset() + body.position()) < 0) throw new IOException("the spool was cut");
        }
        return body.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
