package io.meshplane.devstack.net;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where a stand-in can be reached: on this host's loopback only or, in a container, on every address of it.
 *
 * @param bind the address to listen on
 * @param hostName by which clients call it
 */
public record Reach(InetAddress bind, String hostName) {
    private static final Pattern HOST = Pattern.compile("([a-z0-9.-]+)(:\\d+)?");

    public Reach {
        if (!hostName.matches("[a-z0-9.-]{1,253}")) throw new IllegalArgumentException("host name: " + hostName);
    }

    /** 127.0.0.1. */
    public static Reach loopback() {
        return new Reach(InetAddress.ofLiteral("127.0.0.1"), "127.0.0.1");
    }

    /** Every address of a container that others call by a name. */
    public static Reach container(String hostName) {
        return new Reach(InetAddress.ofLiteral("0.0.0.0"), hostName);
    }

    /** Whether a Host header means this stand-in; a web page that made its own name lead here sends that name. */
    public boolean isMeantBy(String hostHeader) {
        Matcher host = HOST.matcher(hostHeader.toLowerCase(Locale.ROOT));
        if (!host.matches()) return false;
        String name = host.group(1);
        return name.equals("127.0.0.1") || name.equals("localhost") || name.equals(hostName);
    }
}
