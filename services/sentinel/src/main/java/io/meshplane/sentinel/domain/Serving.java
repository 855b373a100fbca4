package io.meshplane.sentinel.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a pool's members share the work, and how DNS tells of it.
 *
 * @param ttlSeconds while all is calm, 1-86400
 * @param unstableTtlSeconds while somebody is down or has not stayed up for long yet; at most the calm one
 * @param returns whether users are sent back to a preferred member once it has stayed up
 * @param drift what becomes of an edit from outside
 * @param service a name such as {@code _wireguard._udp} under which SRV records tell roles, weights and ports; null = none
 */
public record Serving(
        Mode mode,
        Form form,
        int ttlSeconds,
        int unstableTtlSeconds,
        boolean returns,
        Drift drift,
        @Nullable String service) {
    public static final int TTL_SECONDS_MAX = 86_400;
    /** RFC 2782: the name of a service (RFC 6335 §5.1) and its protocol. */
    private static final Pattern SERVICE = Pattern.compile("_[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?\\._(tcp|udp)");

    public Serving {
        requireTtl(ttlSeconds, TTL_SECONDS_MAX);
        requireTtl(unstableTtlSeconds, ttlSeconds);
        if (service != null) requireService(service);
        if (form == Form.ALIAS && mode == Mode.ACTIVE_ACTIVE) {
            throw new IllegalArgumentException("several aliases at one name are not possible in DNS (RFC 2181 §10.1)");
        }
    }

    /** Who serves. */
    public enum Mode {
        /** The first in the order of preference; the others wait. */
        PRIMARY_STANDBY,
        /** Everybody who is up. */
        ACTIVE_ACTIVE
    }

    /** What stands at the record's name. */
    public enum Form {
        /** A and AAAA. */
        ADDRESSES,
        /** A CNAME that leads to the host of the member that serves. */
        ALIAS
    }

    /** What becomes of an edit from outside. */
    public enum Drift {
        REPAIR,
        /** The edit stays and is told of, until somebody undoes it. */
        REPORT,
        /** A member that somebody else put there is taken for the one that serves, from then on. */
        ADOPT
    }

    /** One primary, addresses, the way back open: what a pool is unless more is said. */
    public static Serving plain(int ttlSeconds) {
        return new Serving(Mode.PRIMARY_STANDBY, Form.ADDRESSES, ttlSeconds, ttlSeconds, true, Drift.REPAIR, null);
    }

    /** @throws IllegalArgumentException in words for people */
    public static String requireService(String name) {
        if (!SERVICE.matcher(name).matches()) {
            throw new IllegalArgumentException("_service._tcp or _service._udp is expected");
        }
        return name;
    }

    private static void requireTtl(int seconds, int max) {
        if (seconds < 1 || seconds > max) throw new IllegalArgumentException("ttl: " + seconds);
    }
}
