package io.meshplane.sentinel.alert;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Who is told: a real SMTP server, a web server for webhooks and the dead man's switch, and one that takes a connection and says nothing. */
public final class Receivers implements QuarkusTestResourceLifecycleManager {
    private final HttpServer http;
    private final ServerSocket mute;
    private final GreenMail mail;
    private final Map<String, List<Call>> calls = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    /** A request that came. */
    record Call(Map<String, String> headers, String body) {}

    public Receivers() {
        try {
            InetAddress here = InetAddress.ofLiteral("127.0.0.1");
            http = HttpServer.create(new InetSocketAddress(here, 0), 0);
            mute = new ServerSocket(0, 50, here);
            mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        http.createContext("/", this::take);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
        mail.start();
        return Map.of(
                "meshplane.alert.smtp.host",
                "127.0.0.1",
                "meshplane.alert.smtp.port",
                "" + mail.getSmtp().getPort(),
                "meshplane.alert.smtp.from",
                "sentinel@mesh.example",
                "meshplane.alert.dead-man.url",
                url("/beat"));
    }

    private void take(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        calls.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>()).add(new Call(headers, body));
        exchange.sendResponseHeaders(answers.getOrDefault(path, 204), -1);
        exchange.close();
    }

    String url(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    /** A URL that takes a connection and never answers. */
    String muteUrl() {
        return "http://127.0.0.1:" + mute.getLocalPort() + "/";
    }

    List<Call> calls(String path) {
        return List.copyOf(calls.getOrDefault(path, List.of()));
    }

    void answer(String path, int status) {
        answers.put(path, status);
    }

    GreenMail mail() {
        return mail;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(Receivers.class));
    }

    @Override
    public void stop() {
        http.stop(0);
        mail.stop();
        try {
            mute.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
