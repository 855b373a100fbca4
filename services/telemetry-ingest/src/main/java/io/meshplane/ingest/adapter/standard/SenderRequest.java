package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.adapter.standard.body.Coding;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the head of a sender's request says of its body. */
final class SenderRequest {

    /** The body's media type without parameters, in lower case; empty if none is named. */
    static String mediaType(HttpServerRequest http) {
        String type = header(http, "Content-Type");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** A parameter of the media type, unquoted; empty if it is not there. */
    static String parameter(HttpServerRequest http, String name) {
        String[] parts = header(http, "Content-Type").split(";", 8);
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase(name))
                return pair[1].strip().replace("\"", "");
        }
        return "";
    }

    /** The body's content coding; empty if it is none that is known. */
    static Optional<Coding> coding(HttpServerRequest http) {
        return Coding.named(header(http, "Content-Encoding"));
    }

    private static String header(HttpServerRequest http, String name) {
        @Nullable String value = http.getHeader(name);
        return value == null ? "" : value;
    }

    private SenderRequest() {}
}
