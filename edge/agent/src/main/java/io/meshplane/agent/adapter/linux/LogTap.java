package io.meshplane.agent.adapter.linux;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where a log comes from. Used by one thread; nothing of it blocks but reading a file. */
interface LogTap extends Closeable {
    /**
     * Brings the lines that there are, some 64 KiB of them at most.
     *
     * @param lines takes each line, and whether it is an error
     * @return whether there may be more
     * @throws IOException if the log cannot be read now; the next call tries again
     */
    boolean poll(BiConsumer<byte[], Boolean> lines) throws IOException;

    /** Where to go on after the lines brought so far: a line of text, to be kept. Null = nothing was read yet. */
    @Nullable String position();

    /** Lets go of files and processes; the next {@link #poll} would begin at {@link #position} again. */
    @Override
    void close();
}
