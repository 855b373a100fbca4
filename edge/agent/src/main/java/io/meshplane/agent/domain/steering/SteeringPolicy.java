package io.meshplane.agent.domain.steering;

import java.time.Duration;

/**
 * How patient steering is.
 *
 * @param settling pause after a change of an interface, in which its links come back before another one's go
 * @param insistence pause before something is set again that somebody else changed: over and over, it would cut links each time
 * @param patience for which the control plane may be silent while settings are on probation
 */
public record SteeringPolicy(Duration settling, Duration insistence, Duration patience) {
    /** With babeld's usual Hello interval of 4 s. The patience is the default of RFC 6241 section 8.4. */
    public static final SteeringPolicy USUAL =
            new SteeringPolicy(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(10));
}
