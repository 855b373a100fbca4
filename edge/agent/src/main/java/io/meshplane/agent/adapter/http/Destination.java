package io.meshplane.agent.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;

/** A service of the control plane: where it is, and how a request to it begins. */
final class Destination {
    private static final int LOOK_UP_MS = 3_000;

    private final URI base;
    private final HostAddresses addresses;

    /** One whose name the host's resolver knows. */
    Destination(Vertx vertx, URI base) {
        this(vertx, base, InetAddress::getByName);
    }

    Destination(Vertx vertx, URI base, HostAddresses.Resolver resolver) {
        this.base = base;
        this.addresses = new HostAddresses(vertx, host(base), resolver, LOOK_UP_MS);
    }

    /**
     * A request without a body or headers yet.
     *
     * @param path from the base URL on, with its slash
     * @return fails if the service's address is not known, and was not within three seconds
     */
    Future<RequestOptions> request(HttpMethod method, String path) {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return address()
                .map(address -> new RequestOptions()
                        .setMethod(method)
                        .setServer(address)
                        .setHost(host(base))
                        .setPort(port())
                        .setSsl(isTls())
                        .setURI(prefix + path));
    }

    /** Address and port; fails if the address never was known. */
    Future<SocketAddress> address() {
        return addresses.address().map(found -> SocketAddress.inetSocketAddress(port(), found.getHostAddress()));
    }

    /** A connection could not be made, or has ended: the name is asked for again before the next request. */
    void doubt() {
        addresses.doubt();
    }

    private boolean isTls() {
        return "https".equals(base.getScheme());
    }

    private int port() {
        return base.getPort() >= 0 ? base.getPort() : isTls() ? 443 : 80;
    }

    private static String host(URI base) {
        String host = base.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
