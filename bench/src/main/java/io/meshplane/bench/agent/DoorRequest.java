package io.meshplane.bench.agent;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of HTTP/1.1 whose body has a length.
 *
 * @param headers by their names in lower case
 */
record DoorRequest(String method, String path, Map<String, String> headers, byte[] body) {
    private static final int HEAD_BYTES_MAX = 16 << 10;
    private static final int BODY_BYTES_MAX = 16 << 20;

    @Nullable String header(String name) {
        return headers.get(name);
    }

    /**
     * Reads the next request of a connection.
     *
     * @return null if there is none any more
     * @throws IOException if it is none, or the connection breaks within it
     */
    static @Nullable DoorRequest read(InputStream in) throws IOException {
        String head = head(in);
        if (head == null) return null;
        String[] lines = head.split("\r\n");
        String[] words = lines[0].split(" ");
        if (words.length != 3) throw new IOException("no request: " + lines[0]);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) throw new IOException("no header: " + lines[i]);
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new DoorRequest(words[0], words[1], headers, body(in, headers.getOrDefault("content-length", "0")));
    }

    private static @Nullable String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int ended = 0; // characters of the empty line
        while (ended < 4) {
            int next = in.read();
            if (next < 0) {
                if (bytes.size() == 0) return null;
                throw new EOFException("within a head");
            }
            bytes.write(next);
            ended = next == "\r\n\r\n".charAt(ended) ? ended + 1 : next == '\r' ? 1 : 0;
            if (bytes.size() > HEAD_BYTES_MAX) throw new IOException("a head without an end");
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] body(InputStream in, String length) throws IOException {
        if (!length.matches("[0-9]{1,8}") || Integer.parseInt(length) > BODY_BYTES_MAX) {
            throw new IOException("a body of " + length);
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) throw new EOFException("within a body");
        return body;
    }
}
