package io.meshplane.agent.adapter.linux;

import java.io.IOException;

/** Something that is looked at anew for each observation. */
interface Source<T> {
    /** For labels and the log; a word. */
    String name();

    /**
     * Looks now. May block; is interrupted at its deadline. Never called by two threads at once unless one hangs.
     *
     * @throws SourceAbsentException if this router has nothing of the kind
     * @throws IOException if it is there and cannot be read, with a reason for people
     * @throws InterruptedException if it was interrupted
     */
    T look() throws IOException, InterruptedException;
}
