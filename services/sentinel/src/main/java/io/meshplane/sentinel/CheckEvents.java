package io.meshplane.sentinel;

import io.meshplane.contracts.event.DnsCheck;
import io.meshplane.contracts.event.HttpCheck;
import io.meshplane.contracts.event.MemberCheck;
import io.meshplane.contracts.event.TcpCheck;
import io.meshplane.contracts.event.TlsCheck;
import io.meshplane.sentinel.domain.Check;
import io.meshplane.sentinel.domain.DnsName;
import java.util.Optional;

/** Checks of a member as a part of the pool's event, and back. */
final class CheckEvents {

    static MemberCheck toEvent(Check check) {
        MemberCheck.Builder value = MemberCheck.newBuilder().setPort(check.port());
        return switch (check) {
            case Check.Tcp ignored ->
                value.setTcp(TcpCheck.getDefaultInstance()).build();
            case Check.Tls tls ->
                value.setTls(TlsCheck.newBuilder()
                                .setServerName(tls.serverName().value())
                                .setDaysLeftMin(tls.daysLeftMin()))
                        .build();
            case Check.Http http -> value.setHttp(toEvent(http)).build();
            case Check.Dns dns ->
                value.setDns(DnsCheck.newBuilder().setQuestion(dns.question().value()))
                        .build();
        };
    }

    private static HttpCheck toEvent(Check.Http http) {
        HttpCheck.Builder value = HttpCheck.newBuilder()
                .setPath(http.path())
                .setStatus(http.status())
                .setContains(http.contains());
        if (http.serverName() != null) value.setServerName(http.serverName().value());
        return value.build();
    }

    /** Empty for a kind that only a later version knows. */
    static Optional<Check> toCheck(MemberCheck event) {
        int port = event.getPort();
        return switch (event.getKindCase()) {
            case TCP -> Optional.of(new Check.Tcp(port));
            case TLS -> {
                DnsName name = new DnsName(event.getTls().getServerName());
                yield Optional.of(new Check.Tls(port, name, event.getTls().getDaysLeftMin()));
            }
            case HTTP -> Optional.of(toHttp(port, event.getHttp()));
            case DNS ->
                Optional.of(new Check.Dns(port, new DnsName(event.getDns().getQuestion())));
            case KIND_NOT_SET -> Optional.empty();
        };
    }

    private static Check toHttp(int port, HttpCheck http) {
        DnsName name = http.hasServerName() ? new DnsName(http.getServerName()) : null;
        return new Check.Http(port, name, http.getPath(), http.getStatus(), http.getContains());
    }

    private CheckEvents() {}
}
