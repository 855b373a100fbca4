package io.meshplane.route.adapter.http;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller wants to wait for news: the preference {@code wait} of RFC 7240, in seconds. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?(?=$|[,;\\s])");

    /** Zero if it is not said, or not a number: preferences that are not understood are no errors. A minute at most. */
    static Duration of(@Nullable String prefer) {
        if (prefer == null) return Duration.ZERO;
        Matcher wait = WAIT.matcher(prefer);
        if (!wait.find()) return Duration.ZERO;
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    }

    private Patience() {}
}
