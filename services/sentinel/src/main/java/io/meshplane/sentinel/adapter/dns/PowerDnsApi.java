package io.meshplane.sentinel.adapter.dns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.DnsUpdate.Prerequisite;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.ZoneSerial;
import io.meshplane.sentinel.domain.Zones;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * PowerDNS by its HTTP API. One PATCH is one transaction of its database, so all records of a pool change together or not at all;
 * but the API has no prerequisites and no date. So prerequisites are compared here, just before the PATCH and under a lock of this process, and a
 * decision older than the lease is not sent: this holds among the threads of one process and against whoever wrote a while ago. It does
 * <em>not</em> hold against another process that writes between the comparison and the PATCH, nor if this one is paused there. What such
 * a writer does is seen by its epoch at the next look and repaired. RFC 2136 closes that gap; use it where PowerDNS allows it.
 */
public final class PowerDnsApi implements DnsProvider, AutoCloseable {
    private static final int BODY_MAX = 4 << 20;
    private static final int WORDS_MAX = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final NameServer.KeySource keySource;
    private final Zones zones;
    private final Duration timeout;
    private final Duration lease;
    private final InstantSource clock;
    private final HttpClient http;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Nothing is asked yet.
     *
     * @param server such as {@code http://127.0.0.1:8081/api/v1/servers/localhost}
     * @param keySource the API's key; asked each time, so that it can be replaced in a running process
     * @param timeout per request
     * @param lease how long after a decision it is still sent
     */
    public PowerDnsApi(
            URI server,
            NameServer.KeySource keySource,
            Zones zones,
            Duration timeout,
            Duration lease,
            InstantSource clock) {
        this.server = server;
        this.keySource = keySource;
        this.zones = zones;
        this.timeout = timeout;
        this.lease = lease;
        this.clock = clock;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /** An answer of the API. */
    private record Answer(int status, JsonNode body) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        String inWords() {
            String words = body.path("error").asText("");
            return words.isEmpty()
                    ? "status " + status
                    : "status " + status + ": " + words.substring(0, Math.min(WORDS_MAX, words.length()));
        }
    }

    @Override
    public ReadOutcome read(RecordNames names) {
        try {
            return new ReadOutcome.Found(state(zoneOf(names.record()), names));
        } catch (IOException | IllegalArgumentException e) {
            return new ReadOutcome.Unanswered(NameServer.reason(e));
        }
    }

    private DnsName zoneOf(DnsName record) throws IOException {
        return zones.names().stream()
                .filter(record::isWithin)
                .max((a, b) -> Integer.compare(a.value().length(), b.value().length()))
                .orElseThrow(() -> new IOException("in no zone of ours: " + record));
    }

    private DnsState state(DnsName zone, RecordNames names) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String name : PowerDnsRecords.namesOf(names)) {
            String question = "?rrset_name=" + URLEncoder.encode(name, StandardCharsets.US_ASCII);
            rrsets(zone, question).forEach(found::add);
        }
        return PowerDnsRecords.state(names, found);
    }

    private JsonNode rrsets(DnsName zone, String question) throws IOException {
        Answer answer = send("GET", zone, question, "");
        if (!answer.isSuccess()) throw new IOException(answer.inWords());
        return answer.body().path("rrsets");
    }

    @Override
    public Optional<ZoneSerial> serial(DnsName zone) {
        try {
            Answer answer = send("GET", zone, "?rrsets=false", "");
            JsonNode serial = answer.body().path("serial");
            return serial.isIntegralNumber() ? Optional.of(new ZoneSerial(serial.asLong())) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public UpdateOutcome update(DnsUpdate update, Instant decidedAt) {
        if (!update.record().isWithin(update.zone())) return new UpdateOutcome.Refused("NOTZONE");
        writing.lock();
        try {
            return compareAndSend(update, decidedAt);
        } catch (IOException | IllegalArgumentException e) {
            return new UpdateOutcome.Unanswered(NameServer.reason(e));
        } finally {
            writing.unlock();
        }
    }

    private UpdateOutcome compareAndSend(DnsUpdate update, Instant decidedAt) throws IOException {
        DnsState now;
        try {
            now = state(update.zone(), update.names());
        } catch (IOException e) { // nothing was sent
            return new UpdateOutcome.Refused(NameServer.reason(e));
        }
        for (Prerequisite prerequisite : update.prerequisites()) {
            if (!PowerDnsRecords.holds(prerequisite, now))
                return new UpdateOutcome.LostRace("changed since it was read");
        }
        if (clock.instant().isAfter(decidedAt.plus(lease))) return new UpdateOutcome.TooLate("the lease is over");
        Answer answer = send("PATCH", update.zone(), "", PowerDnsRecords.patch(update));
        return answer.isSuccess() ? new UpdateOutcome.Accepted() : new UpdateOutcome.Refused(answer.inWords());
    }

    private Answer send(String method, DnsName zone, String question, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/zones/" + zone + question))
                .timeout(timeout)
                .header("X-API-Key", keySource.text().strip())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return new Answer(response.statusCode(), parse(response.statusCode(), in.readNBytes(BODY_MAX)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Refusals may come as plain text. */
    private static JsonNode parse(int status, byte[] body) throws IOException {
        if (status / 100 == 2 && body.length > 0) return JSON.readTree(body);
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
