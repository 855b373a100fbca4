package io.meshplane.sentinel.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a member must do to count as up. All of its checks must pass; each goes to the host that is probed. */
public sealed interface Check {
    /** 1-65535. */
    int port();

    /** Takes a connection. A process that hangs still does: its kernel answers for it. */
    record Tcp(int port) implements Check {
        public Tcp {
            requirePort(port);
        }
    }

    /**
     * Shows a certificate that is trusted, for the right name, and not about to expire.
     *
     * @param serverName that the certificate must be for
     * @param daysLeftMin days for which it must still be valid, 0-365
     */
    record Tls(int port, DnsName serverName, int daysLeftMin) implements Check {
        public static final int DAYS_MAX = 365;

        public Tls {
            requirePort(port);
            if (daysLeftMin < 0 || daysLeftMin > DAYS_MAX) throw new IllegalArgumentException("days: " + daysLeftMin);
        }
    }

    /**
     * Answers a GET.
     *
     * @param serverName for TLS and the Host header; null = clear text, and the probed host in the header
     * @param path with query, from the slash on, 1-500 characters
     * @param status expected, 100-599
     * @param contains what the first 8 KiB of the body must contain; empty = anything
     */
    record Http(int port, @Nullable DnsName serverName, String path, int status, String contains) implements Check {
        private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]{0,499}");
        private static final int CONTAINS_MAX = 200;

        public Http {
            requirePort(port);
            requirePath(path);
            if (status < 100 || status > 599) throw new IllegalArgumentException("status: " + status);
            if (contains.length() > CONTAINS_MAX) throw new IllegalArgumentException("200 characters at most");
        }

        /** @throws IllegalArgumentException in words for people */
        public static String requirePath(String path) {
            if (!PATH.matcher(path).matches()) {
                throw new IllegalArgumentException("a path from the slash on, 1-500 printable characters");
            }
            return path;
        }
    }

    /** Resolves a name: somebody answers for it with at least one address. */
    record Dns(int port, DnsName question) implements Check {
        public Dns {
            requirePort(port);
        }
    }

    private static void requirePort(int port) {
        if (port < 1 || port > 65_535) throw new IllegalArgumentException("a port is 1-65535");
    }
}
