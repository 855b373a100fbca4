package io.meshplane.sentinel.domain;

import org.jspecify.annotations.Nullable;

/**
 * What one authoritative server of the zone shows of a pool's records.
 *
 * @param server host:port
 * @param serial of the zone there; null = it did not say
 * @param detail for people
 */
public record AuthorityView(
        String server, State state, @Nullable ZoneSerial serial, String detail) {
    /** How it stands to what was written. */
    public enum State {
        /** It answers what was written, or what was written after it. */
        SHOWS,
        /** Its zone is older than the primary's: a transfer is due. */
        LAGS,
        /** Its zone is as new as the primary's and it answers something else: from a cache, or it was never applied. */
        DIFFERS,
        /** It does not answer, or not with authority. */
        SILENT
    }

    /** Whether writing once more may help: a new serial is notified and transferred, and caches are emptied for it. */
    boolean isMendedByWriting() {
        return state == State.LAGS || state == State.DIFFERS;
    }
}
