package io.meshplane.payment;

import io.meshplane.testkit.chain.Anvil;
import io.meshplane.testkit.chain.AnvilCluster;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets the service under test follow four anvils, each behind a fault proxy, with patience short enough for tests. */
public final class AnvilResource implements QuarkusTestResourceLifecycleManager {
    static final long CHAIN = 31_337;
    /** Name of the argument for another chain id: the database remembers the chain of a class that ran before. */
    static final String CHAIN_ARGUMENT = "chain";

    private long chain = CHAIN;
    private @Nullable AnvilCluster cluster;

    @Override
    public void init(Map<String, String> arguments) {
        chain = Long.parseLong(arguments.getOrDefault(CHAIN_ARGUMENT, Long.toString(CHAIN)));
    }

    @Override
    public int order() {
        return 10; // after those whose nodes it replaces
    }

    @Override
    public Map<String, String> start() {
        if (!Anvil.isHere()) return Map.of(); // then the tests are skipped, or fail, by themselves
        AnvilCluster started = AnvilCluster.start(chain, 4);
        cluster = started;
        StringBuilder nodes = new StringBuilder();
        started.proxies()
                .forEach(proxy -> nodes.append(nodes.isEmpty() ? "" : ",")
                        .append((char) ('a' + started.proxies().indexOf(proxy)))
                        .append('=')
                        .append(proxy.url()));
        Map<String, String> config = new HashMap<>();
        config.put("meshplane.chain.id", Long.toString(chain));
        config.put("meshplane.chain.nodes", nodes.toString());
        config.put("meshplane.chain.poll-interval", "50ms");
        config.put("meshplane.chain.probe-interval", "200ms");
        config.put("meshplane.chain.request-timeout", "800ms");
        config.put("meshplane.chain.slow-after", "200ms");
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        if (cluster != null) injector.injectIntoFields(cluster, new TestInjector.MatchesType(AnvilCluster.class));
    }

    @Override
    public void stop() {
        if (cluster != null) cluster.close();
    }
}
