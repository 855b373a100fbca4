package io.meshplane.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A page of metrics to scrape, so many times and then no more. */
final class Exporter implements AutoCloseable {
    static final int SERIES = 300;

    private final HttpServer server;
    private final int scrapesMax;
    private final AtomicInteger scrapes = new AtomicInteger();

    Exporter(int scrapesMax) {
        this.scrapesMax = scrapesMax;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/metrics", this::answer);
        server.start();
    }

    private void answer(HttpExchange http) throws IOException {
        int scrape = scrapes.incrementAndGet();
        byte[] page = scrape > scrapesMax ? new byte[0] : page(scrape);
        try (http) {
            http.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            http.sendResponseHeaders(scrape > scrapesMax ? 503 : 200, page.length == 0 ? -1 : page.length);
            if (page.length > 0) http.getResponseBody().write(page);
        }
    }

    private static byte[] page(int scrape) {
        StringBuilder page = new StringBuilder("# TYPE mesh_test_total counter\n");
        for (int i = 0; i < SERIES; i++) {
            page.append("mesh_test_total{peer=\"fd00::")
                    .append(i)
                    .append("\",interface=\"wg")
                    .append(i % 9)
                    .append("\"} ")
                    .append(value(scrape, i))
                    .append('\n');
        }
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What a series says in a scrape; scrapes count from 1. */
    static double value(int scrape, int series) {
        return scrape * 1000.0 + series + 0.5;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
