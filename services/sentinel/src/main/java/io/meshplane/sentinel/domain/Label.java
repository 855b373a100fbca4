package io.meshplane.sentinel.domain;

import java.util.regex.Pattern;

/** Name of a pool or of a member of one: a DNS label, 1-63 characters of a-z, 0-9 and inner hyphens. */
public record Label(String value) implements Comparable<Label> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public Label {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("1-63 characters of a-z, 0-9 and inner hyphens are expected");
        }
    }

    @Override
    public int compareTo(Label other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
