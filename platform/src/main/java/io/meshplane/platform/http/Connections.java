package io.meshplane.platform.http;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;

/**
 * Tells the server how many connections it may hold: {@code meshplane.http.connections}, or fewer where the process may not open so
 * many descriptors. The server closes those beyond at once; they cost an accept, and what is connected goes on.
 */
public final class Connections implements ConfigSourceFactory {
    static final String WANTED = "meshplane.http.connections";
    private static final String LIMIT = "quarkus.http.limits.max-connections";
    /** Above the defaults of all services, below everything that an operator sets. */
    private static final int ORDINAL = 95;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue wanted = context.getValue(WANTED);
        if (wanted == null || wanted.getValue() == null) return List.of();
        int most = ConnectionRules.most(wanted(Integer.parseInt(wanted.getValue())), descriptors());
        return List.of(new PropertiesConfigSource(Map.of(LIMIT, Integer.toString(most)), "connections", ORDINAL));
    }

    private static int wanted(int connections) {
        if (connections < 1) throw new IllegalArgumentException(WANTED + " < 1: " + connections);
        return connections;
    }

    /** That this process may have open (RLIMIT_NOFILE); -1 where the system does not say. */
    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : -1;
    }

    /** Says at the start what came of it. */
    @ApplicationScoped
    static class Report {
        private static final Logger LOG = Logger.getLogger(Connections.class);

        void say(
                @Observes StartupEvent event,
                @ConfigProperty(name = WANTED) int wanted,
                @ConfigProperty(name = LIMIT) int limit,
                MeterRegistry meters) {
            Gauge.builder("http.connections.max", () -> limit).register(meters);
            if (limit >= wanted) return;
            LOG.warnf(
                    "fewer connections than wanted: raise the limit of open files connections=%d wanted=%d descriptors=%d",
                    limit, wanted, descriptors());
        }
    }
}
