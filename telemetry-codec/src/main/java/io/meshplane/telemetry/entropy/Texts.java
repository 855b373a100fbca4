package io.meshplane.telemetry.entropy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Codes names and label values, byte by byte, from the bytes before and from a similar text. It begins with a common
 * vocabulary, so that even the first names are short.
 */
public final class Texts {
    /** Ends a text; no UTF-8 has it. */
    private static final int END = 0xFF;

    private static final int SLOT_BITS = 13;
    private static final String[] VOCABULARY = {
        "interface",
        "peer",
        "device",
        "instance",
        "job",
        "mode",
        "cpu",
        "wg0",
        "eth0",
        "wlan0",
        "fd00::1",
        "fe80::1",
        "node_cpu_seconds_total",
        "node_network_receive_bytes_total",
        "node_network_transmit_packets_total",
        "node_network_receive_errs_total",
        "node_network_transmit_drop_total",
        "node_memory_MemFree_bytes",
        "node_memory_Cached_kib",
        "node_load1",
        "node_load5",
        "node_load15",
        "node_uptime_seconds",
        "node_temperature_celsius",
        "node_conntrack_entries",
        "wireguard_sent_bytes_total",
        "wireguard_received_packets_total",
        "interface_rx_dropped_total",
        "interface_tx_errors_total",
        "babel_routes",
        "babel_link_cost",
        "wifi_signal_dbm",
        "rtt_ms",
        "loss_ratio",
        "clock_offset_us",
        "dns_queries_total",
        "http_requests_total",
        "process_open_fds",
        "system",
        "user",
        "idle",
        "up",
        "0",
        "1"
    };

    private static final Texts VERSED = new Texts(new ContextMixer(SLOT_BITS, 4));

    static {
        BitEncoder nowhere = new BitEncoder();
        for (String word : VOCABULARY) VERSED.code(nowhere, word, "", Integer.MAX_VALUE);
    }

    private final ContextMixer mixer;
    private byte[] bytes = new byte[64];

    /** Knows the common vocabulary. */
    public Texts() {
        this(new ContextMixer(VERSED.mixer));
    }

    private Texts(ContextMixer mixer) {
        this.mixer = mixer;
    }

    static List<String> vocabulary() {
        return List.of(VOCABULARY);
    }

    /**
     * One text.
     *
     * @param wanted what to write; null when reading
     * @param similar a text that may be like it; its bytes are expected where they go on
     * @return null if what is read is longer than the limit or not UTF-8
     * @throws IllegalArgumentException if what is to be written is not Unicode text
     */
    public @Nullable String code(BitPort port, @Nullable String wanted, String similar, int maxBytes) {
        byte[] like = similar.getBytes(StandardCharsets.UTF_8);
        byte[] given = wanted == null ? new byte[0] : strict(wanted);
        int size = 0;
        int aligned = 0;
        int guessed = 0;
        while (true) {
            int guess =
                    aligned >= 0 && aligned < like.length ? like[aligned] & 0xFF : aligned == like.length ? END : 256;
            int next = nextByte(port, size < given.length ? given[size] & 0xFF : END, size, guess, guessed);
            if (next == END) break;
            if (size == maxBytes) return null;
            if (size == bytes.length) bytes = Arrays.copyOf(bytes, size * 2);
            bytes[size++] = (byte) next;
            guessed = next == guess ? guessed + 1 : 0;
            aligned = next == guess ? aligned + 1 : realign(like, size);
        }
        return text(size);
    }

    private int nextByte(BitPort port, int wanted, int size, int guess, int guessed) {
        int one = size > 0 ? bytes[size - 1] & 0xFF : END;
        int two = size > 1 ? bytes[size - 2] & 0xFF : END;
        mixer.choose(
                Math.min(guessed, 3),
                ContextMixer.context(1, guess, Math.min(guessed, 3)),
                ContextMixer.context(2, one, two),
                ContextMixer.context(3, shape(size), 0));
        int node = 1;
        for (int i = 7; i >= 0; i--) node = (node << 1) | mixer.code(port, (wanted >> i) & 1, node);
        return node & 0xFF;
    }

    /** Where in its pattern a text is: how many marks it has had, what the last one was, and what follows it. */
    private int shape(int size) {
        int marks = 0;
        int mark = 0;
        int since = 0;
        for (int i = 0; i < size; i++) {
            int c = bytes[i];
            boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            since = plain ? since + 1 : 0;
            if (plain) continue;
            marks++;
            mark = c & 0xFF;
        }
        int sort = since == 0 ? 0 : bytes[size - 1] <= '9' ? 1 : 2;
        return (((Math.min(marks, 7) << 8) | mark) << 5) | (Math.min(since, 7) << 2) | sort;
    }

    /** Where the similar text goes on after the last two bytes; -1 if it does not have them. */
    private int realign(byte[] like, int size) {
        for (int i = 1; size >= 2 && i < like.length; i++) {
            if (like[i] == bytes[size - 1] && like[i - 1] == bytes[size - 2]) return i + 1;
        }
        return size < like.length ? size : -1;
    }

    private @Nullable String text(int size) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, size))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static byte[] strict(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (!new String(encoded, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("not Unicode text: it has a lone surrogate");
        }
        return encoded;
    }
}
