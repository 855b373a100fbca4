package io.meshplane.sentinel.domain.alert;

import io.meshplane.contracts.id.NetworkId;
import java.util.regex.Pattern;

/**
 * Which alert. The same trouble has the same fingerprint, however often and by whomever it is told: that is what de-duplicates.
 *
 * @param fingerprint 1-128 characters of letters, digits and {@code . _ : -}
 */
public record AlertKey(NetworkId network, String fingerprint) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public AlertKey {
        if (!FORM.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException("1-128 letters, digits, and . _ : - are expected");
        }
    }

    /** Reads the text form {@code network/fingerprint}. */
    public static AlertKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) throw new IllegalArgumentException("network/fingerprint is expected");
        return new AlertKey(new NetworkId(text.substring(0, slash)), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return network + "/" + fingerprint;
    }
}
