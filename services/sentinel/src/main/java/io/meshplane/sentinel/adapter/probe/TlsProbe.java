package io.meshplane.sentinel.adapter.probe;

import io.meshplane.sentinel.domain.Check;
import io.meshplane.sentinel.domain.DnsName;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Shakes hands and looks at the certificate. */
final class TlsProbe {
    private final SSLContext trust;
    private final InstantSource clock;

    TlsProbe(SSLContext trust, InstantSource clock) {
        this.trust = trust;
        this.clock = clock;
    }

    void check(Socket connected, Check.Tls check, Deadline deadline) throws IOException, UnfitException {
        try (SSLSocket socket = shakeHands(connected, check.serverName(), deadline)) {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            Instant needed = clock.instant().plus(Duration.ofDays(check.daysLeftMin()));
            Instant expires = certificate.getNotAfter().toInstant();
            if (expires.isBefore(needed)) throw new UnfitException("the certificate expires at " + expires);
        }
    }

    /** @throws IOException also if the certificate is not trusted or for another name */
    SSLSocket shakeHands(Socket connected, DnsName serverName, Deadline deadline) throws IOException {
        String host = serverName.value().substring(0, serverName.value().length() - 1);
        SSLSocket socket =
                (SSLSocket) trust.getSocketFactory().createSocket(connected, host, connected.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name must be the certificate's, RFC 9110 §4.3.4
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(deadline.leftMillis());
        socket.startHandshake();
        return socket;
    }
}
