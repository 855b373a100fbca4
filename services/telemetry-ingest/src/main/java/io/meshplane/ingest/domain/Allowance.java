package io.meshplane.ingest.domain;

/** Memory beyond what is set aside for good, asked for before it is taken. */
@FunctionalInterface
public interface Allowance {
    /**
     * Asks for memory.
     *
     * @return false if it may not be taken: others hold it
     */
    boolean take(long sizeBytes);
}
