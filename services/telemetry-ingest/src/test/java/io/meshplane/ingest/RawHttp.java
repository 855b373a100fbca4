package io.meshplane.ingest;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 connection that is kept, and no second one behind one's back. */
final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    /** @param headers by names in lower case */
    record Answer(int status, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Uploads.DEADLINE.toMillis());
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /**
     * Sends a request and reads its answer.
     *
     * @param headers lines, each with its CR LF
     * @throws IOException also when the other side has closed
     */
    Answer post(String path, String headers, byte[] body) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length
                + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        socket.getOutputStream().write(whole);
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> answered = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            answered.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int left = Integer.parseInt(answered.getOrDefault("content-length", "0"));
        while (left > 0) left -= (int) in.skip(left);
        return new Answer(status, answered);
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) throw new EOFException("closed");
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
