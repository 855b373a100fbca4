package io.meshplane.sentinel.domain;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host of a pool.
 *
 * @param address what DNS answers while this member serves
 * @param probeHost name or address that is probed; may differ from the address that users get
 * @param probePort TCP, 1-65535
 * @param checks all of which must pass, at most 8; none = a TCP connection to the port
 * @param placement among the others
 * @param override what an operator says of it, counts until it ends; null = nothing
 */
public record Member(
        Label name,
        MemberAddress address,
        String probeHost,
        int probePort,
        List<Check> checks,
        Placement placement,
        @Nullable MemberOverride override) {
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9.:-]{1,253}");

    public static final int CHECKS_MAX = 8;

    public Member {
        checks = List.copyOf(checks);
        if (checks.size() > CHECKS_MAX) throw new IllegalArgumentException("checks: " + checks.size());
        if (!HOST.matcher(probeHost).matches()) {
            throw new IllegalArgumentException("a host name or an address is expected");
        }
        if (probePort < 1 || probePort > 65_535) throw new IllegalArgumentException("a port is 1-65535");
    }

    Member saying(@Nullable MemberOverride next) {
        return new Member(name, address, probeHost, probePort, checks, placement, next);
    }

    /** What is checked at each look; one or more. */
    public List<Check> looks() {
        return checks.isEmpty() ? List.of(new Check.Tcp(probePort)) : checks;
    }

    /** Whether DNS names this member by this value. */
    boolean answers(String value) {
        return address.value().equals(value)
                || (placement.endpoint() != null
                        && placement.endpoint().host().value().equals(value));
    }

    /** Whether observations of the other are observations of this one. */
    public boolean isProbedLike(Member other) {
        return probeHost.equals(other.probeHost) && looks().equals(other.looks());
    }
}
