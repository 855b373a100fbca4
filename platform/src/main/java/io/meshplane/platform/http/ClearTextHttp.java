package io.meshplane.platform.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * HTTP/2 is spoken under TLS only. In clear text it may begin as an upgrade from HTTP/1.1 (RFC 7540 §3.2, gone in RFC 9113), and
 * the server takes the body of the request that upgrades past every window: a body that nobody reads would fill the memory.
 */
@ApplicationScoped
public class ClearTextHttp implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
