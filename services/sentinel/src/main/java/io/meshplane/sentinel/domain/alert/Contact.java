package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person, or a machine that wakes one.
 *
 * @param quietHours null = always awake
 */
public record Contact(Label name, Channel channel, @Nullable QuietHours quietHours) {

    /** Whether an alert of this severity may wake it now. */
    boolean isAwakeFor(Severity severity, Instant now) {
        return severity == Severity.CRITICAL || quietHours == null || !quietHours.areAt(now);
    }
}
