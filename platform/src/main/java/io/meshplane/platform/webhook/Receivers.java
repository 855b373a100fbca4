package io.meshplane.platform.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/** Finds the address of a receiver, and refuses those that may not be connected to. */
final class Receivers {
    /** What a name leads to. */
    sealed interface Found {
        /** Connect to this very address, not to the name: the name may say something else a moment later. */
        record At(InetAddress address) implements Found {}

        record Refused(String why) implements Found {}
    }

    /** Resolves the host of a URL; blocks. If one of its addresses is refused, the name is: it may be there to try. */
    static Found find(URI url, ReceiverRules rules) {
        boolean encrypted = "https".equals(url.getScheme().toLowerCase(Locale.ROOT));
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(url.getHost());
        } catch (UnknownHostException e) {
            return new Found.Refused("its host has no address");
        }
        boolean allowed = Arrays.stream(addresses).allMatch(each -> rules.allows(each.getAddress(), encrypted));
        return allowed
                ? new Found.At(addresses[0])
                : new Found.Refused(
                        encrypted
                                ? "its host has an address that is not public"
                                : "must be https: plain http is for addresses that this service's configuration opens");
    }

    private Receivers() {}
}
