package io.meshplane.sentinel;

import static io.restassured.RestAssured.given;

import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.sentinel.adapter.dns.ReadOutcome;
import io.meshplane.sentinel.adapter.dns.ServerUnderTest;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;

/** A pool of two members at ports of this process, its record in the development name server, and its operator. */
final class PoolUnderTest implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(30);
    static final String ADDRESS_A = "192.0.2.1";
    static final String ADDRESS_B = "192.0.2.2";

    private final String network = Operators.freshNetwork();
    private final DnsName record = ServerUnderTest.freshName();
    private final ServerUnderTest dns = ServerUnderTest.dev();
    private final ProbedTarget a = new ProbedTarget();
    private final ProbedTarget b = new ProbedTarget();

    String network() {
        return network;
    }

    DnsName record() {
        return record;
    }

    ServerUnderTest dns() {
        return dns;
    }

    ProbedTarget a() {
        return a;
    }

    ProbedTarget b() {
        return b;
    }

    Response configure() {
        return operator().body(body()).put(path());
    }

    String body() {
        return """
            {"zone": "mesh.test.", "recordName": "%s", "ttlSeconds": 30, "failuresToDown": 3, "successesToUp": 2,
             "members": [
               {"name": "a", "address": "%s", "probeHost": "127.0.0.1", "probePort": %d},
               {"name": "b", "address": "%s", "probeHost": "127.0.0.1", "probePort": %d}]}
            """.formatted(record, ADDRESS_A, a.port(), ADDRESS_B, b.port());
    }

    String path() {
        return "/v1/networks/" + network + "/pools/exit";
    }

    RequestSpecification operator() {
        return given().auth().oauth2(Operators.tokenFor(network)).contentType("application/json");
    }

    DnsState answer() {
        return ((ReadOutcome.Found) dns.read(record)).state();
    }

    void awaitAnswer(String address) {
        Await.until("DNS answers " + address, DEADLINE, () -> answer().answers().equals(List.of(address)));
    }

    RecordSwitched awaitSwitch(String to) {
        return KafkaProbe.await(
                        Topics.DNS_SWITCHES,
                        switched -> switched.getNetworkId().equals(network)
                                && switched.getAfterList().equals(List.of(to)),
                        DEADLINE)
                .value();
    }

    @Override
    public void close() {
        operator().delete(path());
        a.close();
        b.close();
    }
}
