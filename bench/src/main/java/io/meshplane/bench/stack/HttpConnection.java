package io.meshplane.bench.stack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kept HTTP/1.1 connection to a port of 127.0.0.1: cheap, so that the load takes little from what is measured. */
public final class HttpConnection implements AutoCloseable {
    private static final int TIMEOUT_MS = (int) Duration.ofSeconds(60).toMillis();
    private static final int LONGEST_LINE = 16_384;

    /**
     * An answer.
     *
     * @param headers by names in lower case
     */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** Whether the status is 2xx. */
        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** What a person needs of a refusal. */
        public String inWords() {
            return status + " " + (body.length() > 300 ? body.substring(0, 300) : body).replace('\n', ' ');
        }
    }

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    /** To a port; connects when it is first needed. */
    public HttpConnection(int port) {
        this.port = port;
    }

    /** @param headers lines, each with its CR LF */
    public Answer post(String path, String headers, byte[] body) throws IOException {
        return exchange("POST " + path + " HTTP/1.1\r\n", headers + "Content-Length: " + body.length + "\r\n", body);
    }

    /** Without any header of its own. */
    public Answer get(String path) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\n", "", new byte[0]);
    }

    private Answer exchange(String request, String headers, byte[] body) throws IOException {
        if (socket == null) connect();
        byte[] head =
                (request + "Host: 127.0.0.1:" + port + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        out.write(whole);
        out.flush();
        return answer();
    }

    private void connect() throws IOException {
        Socket fresh = new Socket();
        fresh.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
        fresh.setSoTimeout(TIMEOUT_MS);
        fresh.setTcpNoDelay(true);
        in = new BufferedInputStream(fresh.getInputStream());
        out = fresh.getOutputStream();
        socket = fresh;
    }

    private Answer answer() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2) throw new IOException("no HTTP answer");
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        String body = new String(body(status[1], headers), StandardCharsets.UTF_8);
        if ("close".equalsIgnoreCase(headers.get("connection"))) close();
        return new Answer(Integer.parseInt(status[1]), headers, body);
    }

    private byte[] body(String status, Map<String, String> headers) throws IOException {
        if (status.equals("204") || status.equals("304")) return new byte[0];
        String length = headers.get("content-length");
        if (length != null) return in.readNBytes(Integer.parseInt(length));
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) return new byte[0];
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException("the server closed the connection");
            if (line.length() == LONGEST_LINE) throw new IOException("a header that does not end");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        if (open != null) open.close();
    }
}
