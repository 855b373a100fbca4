package io.meshplane.testkit.stack;

import io.meshplane.testkit.FaultProxy;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points a service under test to the shared {@link Devstack}; to its database through a {@link FaultProxy}, which a test gets as
 * a field of that type, and with timeouts that a test can wait for.
 */
public final class DevstackResource implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, String> DATABASE_OF =
            Map.of("registry", "registry", "payment-validator", "payment", "telemetry-ingest", "telemetry");

    private @Nullable FaultProxy databaseProxy;

    @Override
    public Map<String, String> start() {
        Devstack stack = Devstack.shared();
        Map<String, String> config = new HashMap<>();
        String module = Path.of("").toAbsolutePath().getFileName().toString();
        config.put("meshplane.kafka", stack.fact("kafka.bootstrap"));
        config.put("meshplane.issuer", stack.fact("issuer.url"));
        config.put("meshplane.dns.server", "127.0.0.1:" + stack.fact("dns.port"));
        config.put(
                "meshplane.dns.tsig-file",
                stack.data().resolve("secrets/tsig.key").toString());
        config.put("meshplane.chain.nodes", chainNodes(stack.fact("chain.urls")));
        String database = DATABASE_OF.get(module);
        if (database != null) {
            databaseProxy = FaultProxy.to(Integer.parseInt(stack.fact("postgres.port")));
            config.put("meshplane.database", "postgresql://127.0.0.1:" + databaseProxy.port() + "/" + database);
            config.put("meshplane.database.timeouts.lock", "1S");
            config.put("meshplane.database.timeouts.statement", "3S");
            config.put("meshplane.database.user", stack.fact("postgres.user"));
            config.put("meshplane.database.password", stack.secret("postgres.password"));
        }
        return config;
    }

    /** Full nodes have names: a, b, c, d. */
    private static String chainNodes(String urls) {
        List<String> nodes = new ArrayList<>();
        for (String url : urls.split(",")) nodes.add((char) ('a' + nodes.size()) + "=" + url);
        return String.join(",", nodes);
    }

    @Override
    public void inject(TestInjector injector) {
        if (databaseProxy != null) {
            injector.injectIntoFields(databaseProxy, new TestInjector.MatchesType(FaultProxy.class));
        }
    }

    /** The stack outlives this module: it ends with Maven. */
    @Override
    public void stop() {
        if (databaseProxy != null) databaseProxy.close();
    }
}
