package io.meshplane.sentinel.adapter.dns;

/** The development name server. */
class DevDnsTest extends DnsContractTest {
    @Override
    ServerUnderTest server() {
        return ServerUnderTest.dev();
    }
}
