package io.meshplane.bench.sentinel;

import io.meshplane.contracts.event.HttpCheck;
import io.meshplane.contracts.event.MemberCheck;
import io.meshplane.contracts.event.PoolConfigured;
import io.meshplane.contracts.event.PoolMember;
import io.meshplane.contracts.event.PoolServing;
import io.meshplane.contracts.event.ServingMode;
import java.util.List;

/** Pools as an operator would have configured them. */
final class BenchPool {
    static final String NETWORK = "bench";
    private static final int TTL_SECONDS = 30;

    /** Name of a pool's record. */
    static String record(int number) {
        return "p" + number + "." + Knot.ZONE;
    }

    static String key(int number) {
        return NETWORK + "/p" + number;
    }

    /**
     * One primary, from which users are led away and not back; each member is asked for its page by HTTP.
     *
     * @param quorum vantage points that must agree
     */
    static PoolConfigured of(int number, List<String> addresses, int port, int quorum) {
        PoolConfigured.Builder pool = PoolConfigured.newBuilder()
                .setNetworkId(NETWORK)
                .setPool("p" + number)
                .setZone(Knot.ZONE)
                .setRecordName(record(number))
                .setTtlSeconds(TTL_SECONDS)
                .setFailuresToDown(3)
                .setSuccessesToUp(2)
                .setQuorum(quorum)
                .setConfiguredBy("bench")
                .setServing(PoolServing.newBuilder()
                        .setMode(ServingMode.SERVING_MODE_PRIMARY_STANDBY)
                        .setStays(true));
        for (int i = 0; i < addresses.size(); i++) {
            pool.addMembers(PoolMember.newBuilder()
                    .setName("m" + i)
                    .setAddress(addresses.get(i))
                    .setProbeHost(addresses.get(i))
                    .setProbePort(port)
                    .addChecks(MemberCheck.newBuilder()
                            .setPort(port)
                            .setHttp(HttpCheck.newBuilder().setPath("/").setStatus(200))));
        }
        return pool.build();
    }

    private BenchPool() {}
}
