package io.meshplane.contracts.id;

import java.util.regex.Pattern;

/** Name of a network (tenant): 1-32 characters of a-z, 0-9 and inner hyphens. What belongs to another network does not exist. */
public record NetworkId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

    public NetworkId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a network id: 1-32 characters of a-z, 0-9 and inner hyphens are expected");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
