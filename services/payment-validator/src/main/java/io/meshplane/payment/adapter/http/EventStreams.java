package io.meshplane.payment.adapter.http;

import io.meshplane.payment.NoticeStreams;
import io.meshplane.payment.NoticeStreams.Opened;
import io.meshplane.payment.NoticeStreams.Reader;
import io.meshplane.payment.NoticeStreams.Signal;
import io.meshplane.payment.PaymentConfig;
import io.meshplane.platform.http.Problem;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Server-sent events (WHATWG HTML, section 9.2) of notices, for clients that may be slow or gone. */
@ApplicationScoped
public class EventStreams {
    private final NoticeStreams streams;
    private final Vertx vertx;
    private final Sse sse;
    private final Duration silence;

    EventStreams(NoticeStreams streams, Vertx vertx, @Context Sse sse, PaymentConfig config) {
        this.streams = streams;
        this.vertx = vertx;
        this.sse = sse;
        this.silence = config.streamSilence();
    }

    /** The number in a Last-Event-ID; a client that has none begins with what comes. */
    static OptionalLong after(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) return OptionalLong.empty();
        if (!lastEventId.strip().matches("[0-9]{1,18}")) {
            throw Problem.invalidField("Last-Event-ID", "the id of an event is expected")
                    .asException();
        }
        return OptionalLong.of(Long.parseLong(lastEventId.strip()));
    }

    /** @throws io.meshplane.platform.http.ProblemException 429 if there are too many */
    Multi<OutboundSseEvent> open(HttpServerRequest http, Reader reader) {
        return switch (streams.open(reader)) {
            case Opened.NoPlace ignored ->
                throw Problem.tooMany("there are too many streams; end one, or try again later")
                        .asException();
            case Opened.Stream(Multi<Signal> signals) -> {
                StreamWatch watch = new StreamWatch(vertx, http, silence);
                yield signals.map(this::event)
                        .onSubscription()
                        .invoke(watch::begun)
                        .onItem()
                        .invoke(watch::handed)
                        .onRequest()
                        .invoke(watch::taken)
                        .onTermination()
                        .invoke(watch::stop);
            }
        };
    }

    private OutboundSseEvent event(Signal signal) {
        OutboundSseEvent.Builder event = sse.newEventBuilder();
        return switch (signal) {
            case Signal.Told(var notice) ->
                event.id(Long.toString(notice.seq()))
                        .name(notice.notice().kind().wireName())
                        .data(notice.notice().body())
                        .build();
            case Signal.Gap(long after) ->
                event.name("gap")
                        .data("{\"after\":" + after + ",\"why\":\"older notices are forgotten: read the state anew\"}")
                        .build();
            case Signal.Beat ignored -> event.comment("nothing new").build();
            case Signal.End(String why) ->
                event.name("end").data("{\"why\":\"" + why + "\"}").build();
        };
    }
}
