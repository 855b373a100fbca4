package io.meshplane.sentinel.adapter.http;

import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.sentinel.domain.Check;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Member;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of a member in bodies of operators. */
public final class CheckJson {
    private static final int HTTP_OK = 200;
    private static final int DAYS_LEFT = 7;

    /**
     * What a member must do to count as up.
     *
     * @param kind TCP, TLS, HTTP or DNS
     * @param port of the check; the probe port if it is not there
     * @param serverName of the certificate, for TLS; for HTTP it asks for TLS
     * @param daysLeftMin TLS: days for which the certificate must still be valid, 0-365; 7
     * @param path HTTP: with query; /
     * @param status HTTP: 200
     * @param contains HTTP: what the first 8 KiB of the body must contain
     * @param question DNS: the name that is asked for
     */
    public record CheckRequest(
            @Nullable String kind,
            @Nullable Integer port,
            @Nullable String serverName,
            @Nullable Integer daysLeftMin,
            @Nullable String path,
            @Nullable Integer status,
            @Nullable String contains,
            @Nullable String question) {}

    static List<Check> toChecks(String field, @Nullable List<@Nullable CheckRequest> requests, int probePort) {
        if (requests == null) return List.of();
        if (requests.size() > Member.CHECKS_MAX) {
            throw Problem.invalidField(field, "8 checks at most").asException();
        }
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            checks.add(toCheck(field + "[" + i + "]", requests.get(i), probePort));
        }
        return checks;
    }

    private static Check toCheck(String field, @Nullable CheckRequest request, int probePort) {
        if (request == null) throw Problem.invalidField(field, "is missing").asException();
        int port = or(field + ".port", request.port(), 1, 65_535, probePort);
        return switch (Fields.required(field + ".kind", request.kind(), kind -> kind)) {
            case "TCP" -> new Check.Tcp(port);
            case "TLS" ->
                new Check.Tls(
                        port,
                        Fields.required(field + ".serverName", request.serverName(), DnsName::new),
                        or(field + ".daysLeftMin", request.daysLeftMin(), 0, Check.Tls.DAYS_MAX, DAYS_LEFT));
            case "HTTP" -> http(field, request, port);
            case "DNS" -> new Check.Dns(port, Fields.required(field + ".question", request.question(), DnsName::new));
            default ->
                throw Problem.invalidField(field + ".kind", "TCP, TLS, HTTP or DNS is expected")
                        .asException();
        };
    }

    private static Check http(String field, CheckRequest request, int port) {
        DnsName serverName = Fields.optional(field + ".serverName", request.serverName(), DnsName::new);
        String path = request.path() == null
                ? "/"
                : Fields.required(field + ".path", request.path(), Check.Http::requirePath);
        int status = or(field + ".status", request.status(), 100, 599, HTTP_OK);
        String contains = request.contains() == null ? "" : request.contains();
        return Fields.required(
                field + ".contains", contains, text -> new Check.Http(port, serverName, path, status, text));
    }

    private static int or(String field, @Nullable Integer number, int min, int max, int otherwise) {
        return number == null ? otherwise : Fields.within(field, number, min, max);
    }

    private CheckJson() {}
}
