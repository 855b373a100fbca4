package io.meshplane.platform.http;

/** How many connections a process may hold: a descriptor that a connection takes is missing where a file must be opened. */
final class ConnectionRules {
    /** What a service opens besides: its libraries, its log, Kafka, the database, requests of its own. */
    static final int OTHER_DESCRIPTORS = 512;

    /**
     * Connections at once.
     *
     * @param wanted 1 or more
     * @param descriptors that the process may have open; below 1 = unknown
     * @return 1 to wanted
     */
    static int most(int wanted, long descriptors) {
        if (descriptors < 1) return wanted;
        long free = Math.max(descriptors - OTHER_DESCRIPTORS, descriptors / 2);
        return Math.clamp(free, 1, wanted);
    }

    private ConnectionRules() {}
}
