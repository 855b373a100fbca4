package io.meshplane.sentinel.adapter.probe;

import io.meshplane.sentinel.domain.Check;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks for a page over a connection of its own and reads no more of the answer than it needs. */
final class HttpProbe {
    private static final int READ_MAX = 8 * 1024;
    /** HTTP/1.x and three digits, RFC 9112 §4. */
    private static final int STATUS_LINE_MIN = 12;

    private final TlsProbe tls;

    HttpProbe(TlsProbe tls) {
        this.tls = tls;
    }

    void check(Socket connected, String probeHost, Check.Http check, Deadline deadline)
            throws IOException, UnfitException {
        if (check.serverName() == null) {
            ask(connected, probeHost, check, deadline);
            return;
        }
        try (Socket secured = tls.shakeHands(connected, check.serverName(), deadline)) {
            String name = check.serverName().value();
            ask(secured, name.substring(0, name.length() - 1), check, deadline);
        }
    }

    private static void ask(Socket socket, String host, Check.Http check, Deadline deadline)
            throws IOException, UnfitException {
        String request = "GET " + check.path() + " HTTP/1.1\r\nHost: " + (host.contains(":") ? "[" + host + "]" : host)
                + "\r\nUser-Agent: meshplane-sentinel\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String answer = read(socket, check.contains().isEmpty() ? STATUS_LINE_MIN : READ_MAX, deadline);
        if (!answer.startsWith("HTTP/1.") || answer.length() < STATUS_LINE_MIN) {
            throw new UnfitException("the answer is not HTTP/1");
        }
        String status = answer.substring(9, STATUS_LINE_MIN);
        if (!status.equals(Integer.toString(check.status()))) throw new UnfitException("status " + status);
        int body = answer.indexOf("\r\n\r\n");
        if (!check.contains().isEmpty() && (body < 0 || answer.indexOf(check.contains(), body) < 0)) {
            throw new UnfitException("the body does not contain what it should");
        }
    }

    /** @param enough bytes after which it stops, or when the other side does */
    private static String read(Socket socket, int enough, Deadline deadline) throws IOException {
        byte[] buffer = new byte[READ_MAX];
        int length = 0;
        InputStream in = socket.getInputStream();
        while (length < enough) {
            socket.setSoTimeout(deadline.leftMillis());
            int more = in.read(buffer, length, buffer.length - length);
            if (more < 0) break;
            length += more;
        }
        return new String(Arrays.copyOf(buffer, length), StandardCharsets.UTF_8);
    }
}
