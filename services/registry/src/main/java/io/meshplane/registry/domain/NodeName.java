package io.meshplane.registry.domain;

import java.util.regex.Pattern;

/** What people call a node: 1-63 characters, no control characters, no blanks at the ends. */
public record NodeName(String value) {
    private static final Pattern FORM = Pattern.compile("[^\\p{Cntrl}\\s]([^\\p{Cntrl}]{0,61}[^\\p{Cntrl}\\s])?");

    public NodeName {
        if (!FORM.matcher(value).matches())
            throw new IllegalArgumentException("1-63 printable characters are expected");
    }
}
