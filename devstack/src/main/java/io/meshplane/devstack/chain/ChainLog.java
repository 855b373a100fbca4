package io.meshplane.devstack.chain;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Rlp;
import io.meshplane.chain.RlpItem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain on disk: block 0's hash, then one record per thing that happened, each on the disk before it is shown to anybody.
 * A record is its payload's length and CRC-32C, 4 bytes each, then the payload in RLP. One process at a time.
 */
final class ChainLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChainLog.class);
    private static final int GENESIS_BYTES = 32;
    private static final int PREFIX_BYTES = 8;
    private static final int MAX_PAYLOAD_BYTES = Rlp.MAX_SIZE_BYTES;

    private static final int MINED = 1;
    private static final int REORGANISED = 2;

    private final FileChannel file;

    private ChainLog(FileChannel file) {
        this.file = file;
    }

    /** Something that happened to the chain. */
    sealed interface Event {
        /** A block was built of these signed transactions. */
        record Mined(long timestampSeconds, List<Bytes> transactions) implements Event {
            public Mined {
                transactions = List.copyOf(transactions);
            }
        }

        /** The newest blocks were replaced by as many empty ones. */
        record Reorganised(int depth) implements Event {}
    }

    /** An open log and what it held. */
    record Opened(ChainLog log, List<Event> events) {}

    /**
     * Opens or makes the log. A last record that was not written in full is cut off with a warning.
     *
     * @throws IOException if another process has it open, if it is of another chain, or if it is damaged before its end
     */
    static Opened open(Path path, Hash32 genesis) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, path);
            if (file.size() < GENESIS_BYTES) {
                file.truncate(0);
                writeFully(file, ByteBuffer.wrap(genesis.bytes().toArray()));
                file.force(true);
            }
            ByteBuffer content = readAll(file);
            byte[] begun = new byte[GENESIS_BYTES];
            content.get(begun);
            if (!Bytes.of(begun).equals(genesis.bytes())) {
                throw new IOException("the chain in " + path + " begins with another block 0: remove it to start anew");
            }
            List<Event> events = readEvents(content, path);
            if (content.position() < file.size()) {
                LOG.warn(
                        "chain log has a torn tail, cut off file={} keptBytes={} cutBytes={}",
                        path,
                        content.position(),
                        file.size() - content.position());
                file.truncate(content.position());
                file.force(true);
            }
            file.position(content.position());
            return new Opened(new ChainLog(file), events);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void lock(FileChannel file, Path path) throws IOException {
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("the chain in " + path + " is open in this process already", e);
        }
        if (lock == null) {
            throw new IOException("the chain in " + path + " is open in another process");
        }
    }

    private static ByteBuffer readAll(FileChannel file) throws IOException {
        if (file.size() > Integer.MAX_VALUE - PREFIX_BYTES) {
            throw new IOException("chain log beyond 2 GiB: remove it to start anew");
        }
        ByteBuffer content = ByteBuffer.allocate((int) file.size());
        file.position(0);
        while (content.hasRemaining() && file.read(content) >= 0) {
            // read on
        }
        return content.flip();
    }

    /** Leaves the position behind the last whole record. */
    private static List<Event> readEvents(ByteBuffer content, Path path) throws IOException {
        List<Event> events = new ArrayList<>();
        while (content.hasRemaining()) {
            int start = content.position();
            Optional<Event> event = readEvent(content);
            if (event.isEmpty()) {
                boolean last = content.position() == content.limit();
                content.position(start);
                if (!last) {
                    throw new IOException("chain log damaged at byte " + start + " of " + path);
                }
                return events;
            }
            events.add(event.get());
        }
        return events;
    }

    /** Empty if damaged; the position is then where the record would end, or the end. */
    private static Optional<Event> readEvent(ByteBuffer content) {
        int size = content.remaining() < PREFIX_BYTES ? -1 : content.getInt();
        if (size <= 0 || size > MAX_PAYLOAD_BYTES || size > content.remaining() - Integer.BYTES) {
            content.position(content.limit());
            return Optional.empty();
        }
        int crc = content.getInt();
        byte[] payload = new byte[size];
        content.get(payload);
        return crc == crcOf(payload) ? decode(Bytes.of(payload)) : Optional.empty();
    }

    /** Appends an event; it is on the disk when this returns. */
    void append(Event event) throws IOException {
        byte[] payload = encode(event).toArray();
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IOException("chain log record beyond " + MAX_PAYLOAD_BYTES + " bytes");
        }
        ByteBuffer chunk = ByteBuffer.allocate(PREFIX_BYTES + payload.length);
        chunk.putInt(payload.length).putInt(crcOf(payload)).put(payload).flip();
        long start = file.position();
        try {
            writeFully(file, chunk);
            file.force(false);
        } catch (IOException e) {
            file.truncate(start);
            throw e;
        }
    }

    private static Bytes encode(Event event) {
        return switch (event) {
            case Event.Mined(long timestampSeconds, List<Bytes> transactions) ->
                Rlp.encodeList(List.of(
                        RlpItem.of(MINED),
                        RlpItem.of(timestampSeconds),
                        RlpItem.listOf(transactions.stream().map(RlpItem::of).toList())));
            case Event.Reorganised(int depth) -> Rlp.encodeList(List.of(RlpItem.of(REORGANISED), RlpItem.of(depth)));
        };
    }

    private static Optional<Event> decode(Bytes payload) {
        RlpItem item;
        try {
            item = Rlp.decode(payload);
        } catch (MalformedChainDataException e) {
            return Optional.empty();
        }
        return item instanceof RlpItem.ItemList(List<RlpItem> fields) ? decode(fields) : Optional.empty();
    }

    private static Optional<Event> decode(List<RlpItem> fields) {
        if (fields.size() == 3
                && number(fields.get(0)) == MINED
                && fields.get(2) instanceof RlpItem.ItemList(List<RlpItem> items)) {
            List<Bytes> transactions = items.stream()
                    .filter(RlpItem.ByteArray.class::isInstance)
                    .map(each -> ((RlpItem.ByteArray) each).bytes())
                    .toList();
            return Optional.of(new Event.Mined(number(fields.get(1)), transactions));
        }
        return fields.size() == 2 && number(fields.get(0)) == REORGANISED
                ? Optional.of(new Event.Reorganised((int) number(fields.get(1))))
                : Optional.empty();
    }

    private static long number(RlpItem item) {
        return item instanceof RlpItem.ByteArray(Bytes bytes) && bytes.size() <= Long.BYTES
                ? new BigInteger(1, bytes.toArray()).longValue()
                : -1;
    }

    private static int crcOf(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }

    private static void writeFully(FileChannel file, ByteBuffer chunk) throws IOException {
        while (chunk.hasRemaining()) {
            file.write(chunk);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
