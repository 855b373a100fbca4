package io.meshplane.platform.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body whose announced length is over the limit, as a problem and before a byte of it is read. A body that announces
 * no length is cut at the same limit by the framework.
 */
@ApplicationScoped
public class OversizedBodies {
    private static final int BEFORE_THE_FRAMEWORK = 100_000;

    private final long limitBytes;

    OversizedBodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.limitBytes = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_FRAMEWORK);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !isOver(length)) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(Json.encode(Problem.tooLarge("the body is larger than " + limitBytes + " bytes")));
    }

    private boolean isOver(String length) {
        try {
            return Long.parseUnsignedLong(length) > limitBytes;
        } catch (NumberFormatException e) {
            return false; // the HTTP parser refuses it
        }
    }
}
