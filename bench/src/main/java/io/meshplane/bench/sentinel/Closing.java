package io.meshplane.bench.sentinel;

import java.util.ArrayList;
import java.util.List;

/** Processes that end together, the last one first. */
final class Closing implements AutoCloseable {
    private final List<AutoCloseable> all = new ArrayList<>();

    <T extends AutoCloseable> T add(T one) {
        all.add(one);
        return one;
    }

    @Override
    public void close() {
        for (AutoCloseable one : all.reversed()) {
            try {
                one.close();
            } catch (Exception left) {
                System.err.println("bench: " + left); // the guard ends it
            }
        }
    }
}
