package io.meshplane.sentinel.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host of a pool.
 *
 * @param address what DNS answers while this member serves
 * @param probeHost name or address that is probed; may differ from the address that users get
 * @param probePort TCP, 1-65535
 * @param override what an operator says of it, counts until it ends; null = nothing
 */
public record Member(
        Label name,
        MemberAddress address,
        String probeHost,
        int probePort,
        @Nullable MemberOverride override) {
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9.:-]{1,253}");

    public Member {
        if (!HOST.matcher(probeHost).matches()) {
            throw new IllegalArgumentException("a host name or an address is expected");
        }
        if (probePort < 1 || probePort > 65_535) throw new IllegalArgumentException("a port is 1-65535");
    }

    Member saying(@Nullable MemberOverride next) {
        return new Member(name, address, probeHost, probePort, next);
    }

    /** Whether observations of the other are observations of this one. */
    public boolean isProbedLike(Member other) {
        return probeHost.equals(other.probeHost) && probePort == other.probePort;
    }
}
