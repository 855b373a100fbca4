package io.meshplane.agent.adapter.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file of a {@link SimulatedDisk}. */
final class SimulatedChannel extends FileChannel {
    private final SimulatedDisk disk;
    private final SimulatedDisk.Node node;
    private long position;

    SimulatedChannel(SimulatedDisk disk, SimulatedDisk.Node node) {
        this.disk = disk;
        this.node = node;
    }

    @Override
    public int read(ByteBuffer to) {
        int read = read(to, position);
        if (read > 0) position += read;
        return read;
    }

    @Override
    public int read(ByteBuffer to, long from) {
        if (disk.isHalted()) throw new SimulatedDisk.Halt();
        if (from >= node.size) return -1;
        int length = (int) Math.min(to.remaining(), node.size - from);
        to.put(SimulatedDisk.bytes(node), (int) from, length);
        return length;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int written = write(from, position);
        position += written;
        return written;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
        byte[] bytes = new byte[from.remaining()];
        from.duplicate().get(bytes);
        int written = disk.write(node, at, bytes);
        from.position(from.position() + written);
        return written;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long next) {
        position = next;
        return this;
    }

    @Override
    public long size() {
        return node.size;
    }

    @Override
    public FileChannel truncate(long size) {
        disk.truncate(node, size);
        return this;
    }

    @Override
    public void force(boolean metadata) {
        disk.force(node);
    }

    @Override
    protected void implCloseChannel() {}

    @Override
    public long read(ByteBuffer[] to, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long from, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
