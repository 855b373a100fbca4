package io.meshplane.sentinel.domain;

import java.time.Instant;

/**
 * One probe of one member, as a vantage point tells it.
 *
 * @param vantage name of the vantage point, 1-63 characters
 * @param success whether the member answered
 * @param detail of a failure, for people
 * @param observedAt the vantage point's clock
 * @param sequence unsigned; grows with every probe of this vantage point, over restarts too
 * @param look counts this vantage point's looks at this member from its start, from 1; 0 = not counted. A gap ends a row
 */
public record Observation(
        Label member, String vantage, boolean success, String detail, Instant observedAt, long sequence, long look) {
    public Observation {
        if (vantage.isEmpty() || vantage.length() > 63) throw new IllegalArgumentException("vantage: " + vantage);
    }
}
