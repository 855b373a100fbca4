package io.meshplane.agent.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code wg show all dump} (wg(8)): a line per interface with five words between tabs, then one with nine for each
 * of its peers. The preshared key of a peer is skipped where it stands, and the private key of an interface is shown to who may use it
 * there: neither becomes part of anything.
 *
 * @param refusals lines in which {@code wg} says why it cannot show an interface, without the interface's name
 * @param badLines lines of another shape, or of a peer that was there before
 */
public record WireGuardDump(List<Interface> interfaces, List<Peer> peers, List<String> refusals, int badLines) {
    private static final int MAX_PEERS = 4_096;
    private static final int KEY_CHARS = 44; // 32 bytes in base64
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e&&[^/]]{1,15}");
    private static final String REFUSAL = "Unable to access interface";

    /**
     * An interface.
     *
     * @param publicKey null = it has no key yet
     * @param listenPort 0-65535
     */
    public record Interface(String name, @Nullable String publicKey, int listenPort) {}

    /**
     * A peer.
     *
     * @param endpoint address and port that it was last heard from; null = not known
     * @param allowedIps prefixes, as they stand
     * @param latestHandshakeSeconds since the epoch; 0 = there was none
     * @param receivedBytes unsigned 64 bit, since the peer was added
     * @param sentBytes unsigned 64 bit, since the peer was added
     * @param keepaliveSeconds 0 = off
     */
    public record Peer(
            String interfaceName,
            String publicKey,
            @Nullable String endpoint,
            List<String> allowedIps,
            long latestHandshakeSeconds,
            long receivedBytes,
            long sentBytes,
            int keepaliveSeconds) {
        public Peer {
            allowedIps = List.copyOf(allowedIps);
        }

        /** Seconds since the latest handshake; empty if there was none. A clock that was set back gives 0. */
        public OptionalLong handshakeAgeSeconds(long nowSeconds) {
            return latestHandshakeSeconds == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.max(0, nowSeconds - latestHandshakeSeconds));
        }
    }

    public WireGuardDump {
        interfaces = List.copyOf(interfaces);
        peers = List.copyOf(peers);
        refusals = List.copyOf(refusals);
    }

    /** Who may use a private key while its line is read. */
    public interface OwnKeys {
        /**
         * The node holds this key.
         *
         * @param privateKeyText in base64, 44 bytes of ASCII; wiped when the call returns
         */
        void hold(String publicKey, byte[] privateKeyText);
    }

    /** Reads the answer. Lines of another shape are counted and left out. */
    public static WireGuardDump parse(byte[] answer) {
        return parse(answer, (publicKey, privateKeyText) -> {});
    }

    /** As {@link #parse(byte[])}, and shows each interface's keys to the one who may use them. */
    public static WireGuardDump parse(byte[] answer, OwnKeys ownKeys) {
        Reader reader = new Reader(answer, ownKeys);
        int start = 0;
        for (int i = 0; i <= answer.length; i++) {
            if (i < answer.length && answer[i] != '\n') continue;
            if (i > start) reader.line(start, i);
            start = i + 1;
        }
        return new WireGuardDump(reader.interfaces, reader.peers, reader.refusals, reader.badLines);
    }

    private static final class Reader {
        private final byte[] bytes;
        private final OwnKeys ownKeys;
        private final int[] tabs = new int[9];
        private final List<Interface> interfaces = new ArrayList<>();
        private final List<Peer> peers = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final List<String> refusals = new ArrayList<>();
        private int badLines;

        Reader(byte[] bytes, OwnKeys ownKeys) {
            this.bytes = bytes;
            this.ownKeys = ownKeys;
        }

        void line(int from, int to) {
            if (starts(from, to, REFUSAL)) {
                String line = text(from, to);
                refusals.add(line.substring(line.lastIndexOf(':') + 1).strip());
                return;
            }
            int words = split(from, to);
            boolean understood = (words == 5 && addInterface(from, to)) || (words == 9 && addPeer(from, to));
            if (!understood) badLines++;
        }

        /** Notes where the tabs are; returns the number of words, 10 if there are more than a line can have. */
        private int split(int from, int to) {
            int words = 1;
            for (int i = from; i < to && words < 10; i++) {
                if (bytes[i] == '\t') tabs[words++ - 1] = i;
            }
            return words;
        }

        private String word(int index, int from, int to, int words) {
            int begin = index == 0 ? from : tabs[index - 1] + 1;
            int end = index == words - 1 ? to : tabs[index];
            return text(begin, end);
        }

        private boolean addInterface(int from, int to) { // word 1 is the private key
            String name = word(0, from, to, 5);
            String key = word(2, from, to, 5);
            long port = number(word(3, from, to, 5), 65_535);
            if (!NAME.matcher(name).matches() || port < 0 || !(key.equals("(none)") || isKey(key))) return false;
            interfaces.add(new Interface(name, isKey(key) ? key : null, (int) port));
            if (isKey(key)) showPrivateKey(key);
            return true;
        }

        private void showPrivateKey(String publicKey) {
            byte[] text = Arrays.copyOfRange(bytes, tabs[0] + 1, tabs[1]);
            try {
                if (isKey(text)) ownKeys.hold(publicKey, text);
            } finally {
                Arrays.fill(text, (byte) 0);
            }
        }

        private boolean addPeer(int from, int to) { // word 2 is the preshared key
            String name = word(0, from, to, 9);
            String key = word(1, from, to, 9);
            String endpoint = word(3, from, to, 9);
            String allowed = word(4, from, to, 9);
            long handshake = number(word(5, from, to, 9), Long.MAX_VALUE);
            String keepalive = word(8, from, to, 9);
            long keepaliveSeconds = keepalive.equals("off") ? 0 : number(keepalive, 65_535);
            boolean sound = NAME.matcher(name).matches() && isKey(key) && endpoint.length() <= 80;
            if (!sound || handshake < 0 || keepaliveSeconds < 0 || peers.size() == MAX_PEERS) return false;
            if (seen.contains(name + "/" + key)) return false;
            try {
                peers.add(new Peer(
                        name,
                        key,
                        endpoint.equals("(none)") ? null : endpoint,
                        allowed.equals("(none)") ? List.of() : List.of(allowed.split(",")),
                        handshake,
                        Long.parseUnsignedLong(word(6, from, to, 9)),
                        Long.parseUnsignedLong(word(7, from, to, 9)),
                        (int) keepaliveSeconds));
                return seen.add(name + "/" + key);
            } catch (NumberFormatException e) {
                return false;
            }
        }

        private String text(int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }

        private boolean starts(int from, int to, String prefix) {
            if (to - from < prefix.length()) return false;
            for (int i = 0; i < prefix.length(); i++) {
                if (bytes[from + i] != prefix.charAt(i)) return false;
            }
            return true;
        }
    }

    private static boolean isKey(String text) {
        return isKey(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean isKey(byte[] text) {
        if (text.length != KEY_CHARS || text[KEY_CHARS - 1] != '=') return false;
        for (int i = 0; i < KEY_CHARS - 1; i++) {
            byte c = text[i];
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '/') return false;
        }
        return true;
    }

    /** A decimal number; -1 if the text is none, or more than that. */
    private static long number(String text, long atMost) {
        try {
            long number = Long.parseLong(text);
            return number < 0 || number > atMost ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
