package io.meshplane.testkit.chain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The little of HTTP/1.1 that a JSON-RPC client speaks, by hand: a server that must break it on purpose cannot use a good one. */
final class RpcExchange {
    private static final int LINE_BYTES_MAX = 8 << 10;
    private static final int BODY_BYTES_MAX = 1 << 20;

    /** The body of the next request on a connection; null if there is none. */
    static byte @Nullable [] request(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) return null;
        int length = 0;
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            String[] field = line.split(":", 2);
            if (field[0].toLowerCase(Locale.ROOT).equals("content-length")) length = Integer.parseInt(field[1].strip());
        }
        if (length > BODY_BYTES_MAX) throw new IOException("a request of " + length + " bytes");
        return in.readNBytes(length);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) return null;
            if (line.size() == LINE_BYTES_MAX) throw new IOException("a line that does not end");
            if (next != '\r') line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** @param moreHead header lines, each with its end */
    static void head(OutputStream out, int status, String moreHead, long bodyBytes) throws IOException {
        String head = "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\n" + moreHead + "Content-Length: "
                + bodyBytes + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    static void answer(OutputStream out, int status, String moreHead, byte[] body) throws IOException {
        head(out, status, moreHead, body.length);
        out.write(body);
        out.flush();
    }

    private RpcExchange() {}
}
