package io.meshplane.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meshplane.ingest.prometheus.v2.Request;
import io.meshplane.ingest.prometheus.v2.TimeSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.xerial.snappy.Snappy;

/** A receiver of remote-write 2 that counts every value, and answers as it is told to. */
final class WriteReceiver implements AutoCloseable {
    private final HttpServer server;
    /** How often each value came: node, series, time, value. */
    private final Map<String, AtomicInteger> values = new ConcurrentHashMap<>();

    private final Queue<Integer> troubles = new ConcurrentLinkedQueue<>();
    private final List<String> disorder = new CopyOnWriteArrayList<>();
    private final Map<String, Long> newest = new ConcurrentHashMap<>();
    private volatile Predicate<Request> refused = _ -> false;
    private volatile boolean down;
    /** Answers that are held back. */
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

    private volatile boolean holding;

    WriteReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/write", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write");
    }

    /** The next requests get these answers. */
    void answerNext(Integer... statuses) {
        troubles.addAll(List.of(statuses));
    }

    /** Hangs up on everybody until {@link #restore}. */
    void goDown() {
        down = true;
    }

    void restore() {
        down = false;
    }

    /** Takes what comes and answers nobody until {@link #release}. */
    void hold() {
        holding = true;
    }

    /** How many wait for their answers. */
    int held() {
        return held.size();
    }

    /** Answers those who wait, and all that come from now on. */
    void release() {
        holding = false;
        for (Runnable answer = held.poll(); answer != null; answer = held.poll()) answer.run();
    }

    /** These requests get 400. */
    void refuse(Predicate<Request> requests) {
        refused = requests;
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean later = false;
        try {
            if (down) return;
            Integer trouble = troubles.poll();
            if (trouble != null) {
                if (trouble == 429) exchange.getResponseHeaders().set("Retry-After", "1");
                exchange.sendResponseHeaders(trouble, -1);
                return;
            }
            boolean version2 =
                    "2.0.0".equals(exchange.getRequestHeaders().getFirst("X-Prometheus-Remote-Write-Version"))
                            && exchange.getRequestHeaders()
                                    .getFirst("Content-Type")
                                    .endsWith("proto=io.prometheus.write.v2.Request");
            Request request = Request.parseFrom(
                    Snappy.uncompress(exchange.getRequestBody().readAllBytes()));
            if (!version2 || refused.test(request)) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            int samples = count(request);
            exchange.getResponseHeaders().set("X-Prometheus-Remote-Write-Samples-Written", "" + samples);
            later = holding;
            if (later) held.add(() -> written(exchange));
            else exchange.sendResponseHeaders(204, -1);
        } finally {
            if (!later) exchange.close();
        }
        if (!holding) release(); // it may have ended between the two
    }

    private static void written(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(204, -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int count(Request request) {
        int samples = 0;
        for (TimeSeries series : request.getTimeseriesList()) {
            String labels = labels(request, series).toString();
            for (var sample : series.getSamplesList()) {
                samples++;
                String value = labels + " " + sample.getTimestamp() + " " + sample.getValue();
                values.computeIfAbsent(value, _ -> new AtomicInteger()).incrementAndGet();
                Long before = newest.put(labels, sample.getTimestamp());
                if (before != null && before > sample.getTimestamp()) disorder.add(value);
            }
        }
        return samples;
    }

    static Map<String, String> labels(Request request, TimeSeries series) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < series.getLabelsRefsCount(); i += 2) {
            labels.put(request.getSymbols(series.getLabelsRefs(i)), request.getSymbols(series.getLabelsRefs(i + 1)));
        }
        return labels;
    }

    /** Values of a node and how often each came. */
    Map<String, Integer> of(String node) {
        Map<String, Integer> found = new TreeMap<>();
        values.forEach((value, count) -> {
            if (value.contains("node=" + node)) found.put(value, count.get());
        });
        return found;
    }

    /** Values of a node that came after a newer one of their series. */
    List<String> disorderOf(String node) {
        return disorder.stream().filter(value -> value.contains("node=" + node)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
