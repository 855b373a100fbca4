package io.meshplane.route.domain;

import java.util.Comparator;

/** One end of a link: whose interface, and who is at the other end. */
public record LinkKey(Port port, LinkAddress peer) implements Comparable<LinkKey> {
    private static final Comparator<LinkKey> ORDER =
            Comparator.comparing(LinkKey::port).thenComparing(LinkKey::peer);

    /**
     * Reads {@code node/interface/peer address}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static LinkKey parse(String text) {
        int lastSlash = text.lastIndexOf('/');
        if (lastSlash < 0) throw new IllegalArgumentException("node/interface/peer address is expected");
        return new LinkKey(Port.parse(text.substring(0, lastSlash)), LinkAddress.parse(text.substring(lastSlash + 1)));
    }

    @Override
    public String toString() {
        return port + "/" + peer;
    }

    @Override
    public int compareTo(LinkKey other) {
        return ORDER.compare(this, other);
    }
}
