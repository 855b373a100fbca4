package io.meshplane.sentinel.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An absolute host name (RFC 1123 §2.1), kept in lower case and with the dot at its end. At most 247 characters, so that the
 * name of its epoch fits into DNS, too.
 */
public record DnsName(String value) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+");
    private static final int LENGTH_MAX = 247;

    public DnsName {
        value = value.toLowerCase(Locale.ROOT);
        if (!value.endsWith(".")) value += ".";
        if (value.length() > LENGTH_MAX || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a host name: labels of 1-63 letters, digits and inner hyphens are expected, at most 247 in all");
        }
    }

    /** Whether it is the zone's own name or lies below it. */
    public boolean isWithin(DnsName zone) {
        return value.equals(zone.value) || value.endsWith("." + zone.value);
    }

    /** Where the fencing epoch of this name's record stands. No host name begins so. */
    public String epochName() {
        return "_epoch." + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
