package io.meshplane.devstack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One part of a process, not yet started.
 *
 * @param name as in {@code --parts}
 * @param listens the addresses it will bind; port 0 for any free one
 */
record Part(String name, List<ListenAddress> listens, Starter starter) {
    Part {
        listens = List.copyOf(listens);
    }

    /** Starts the part and returns when it serves. */
    @FunctionalInterface
    interface Starter {
        Running start() throws Exception;
    }

    /**
     * A part that serves.
     *
     * @param where for the person who reads the ready line
     * @param facts lines of the ready file
     * @param handle ends it
     * @param end completes if it ends by itself; empty if it cannot without this process
     */
    record Running(String where, Map<String, String> facts, AutoCloseable handle, Optional<CompletableFuture<?>> end) {
        Running {
            facts = Map.copyOf(facts);
        }

        Running(String where, Map<String, String> facts, AutoCloseable handle) {
            this(where, facts, handle, Optional.empty());
        }
    }
}
