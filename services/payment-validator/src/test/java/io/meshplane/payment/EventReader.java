package io.meshplane.payment;

import io.meshplane.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of server-sent events, as a browser is one. */
final class EventReader implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Event> events = new CopyOnWriteArrayList<>();

    record Event(String id, String name, String data) {}

    private EventReader() {}

    static EventReader open(String url, String token, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) request.header("Last-Event-ID", lastEventId);
        EventReader reader = new EventReader();
        Thread.ofVirtual().start(() -> reader.read(request.build()));
        return reader;
    }

    private void read(HttpRequest request) {
        String[] event = {"", "", ""};
        try {
            http.send(request, HttpResponse.BodyHandlers.ofLines()).body().forEach(line -> {
                if (line.isEmpty() && !event[1].isEmpty()) {
                    events.add(new Event(event[0], event[1], event[2]));
                    event[1] = "";
                }
                if (line.startsWith("id:")) event[0] = line.substring(3).strip();
                if (line.startsWith("event:")) event[1] = line.substring(6).strip();
                if (line.startsWith("data:")) event[2] = line.substring(5).strip();
            });
        } catch (IOException | UncheckedIOException closed) {
            events.add(new Event("", "closed", ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All events until one that is wanted. */
    List<Event> await(Predicate<Event> wanted, Duration deadline) {
        return Await.value("an event", deadline, () -> {
            for (int i = 0; i < events.size(); i++) {
                if (wanted.test(events.get(i))) return List.copyOf(events.subList(0, i + 1));
            }
            return null;
        });
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
