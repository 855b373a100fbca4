package io.meshplane.sentinel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What operators of the sentinel can set: {@code meshplane.…}, or {@code MESHPLANE_…} in the environment. */
@ConfigMapping(prefix = "meshplane")
public interface SentinelConfig {
    /** Name of this instance as a vantage point; no two instances share one. 1-63 characters of a-z, 0-9 and hyphens. */
    @WithDefault("local")
    String vantage();

    Probe probe();

    Judgement judgement();

    Dns dns();

    /** How members are looked at. */
    interface Probe {
        /** Between two probes of a member; 100 ms at least. */
        @WithDefault("1s")
        Duration period();

        /** For look-up and connection together; shorter than the period. */
        @WithDefault("700ms")
        Duration deadline();

        /** Between the beginnings of a look that failed, or is late by more than this, and of the next, until the member is called down. */
        @WithDefault("100ms")
        Duration recheckAfter();

        /** Probes under way at once; those beyond are left out and counted. */
        @WithDefault("512")
        int concurrency();

        /** Whether targets on this host may be probed: on a developer's machine only. */
        @WithDefault("false")
        boolean allowLoopback();
    }

    /** When a member is up or down. */
    interface Judgement {
        /** An observation older than this says nothing. */
        @WithDefault("10s")
        Duration observationAgeLimit();

        /** How long a preferred member must have stayed up before users are sent back to it. */
        @WithDefault("10s")
        Duration holdDown();

        /** The most that repeated falls can make of the hold-down, which doubles with each. */
        @WithDefault("15m")
        Duration holdDownMax();

        /** A member that has stayed up for so long has one fall forgotten. */
        @WithDefault("10m")
        Duration flapMemory();
    }

    /** Where the records are kept. */
    interface Dns {
        /** How records are written: {@code rfc2136}, or {@code powerdns-api}. */
        @WithDefault("rfc2136")
        String provider();

        /** PowerDNS's API, for that provider. */
        PowerDns powerdns();

        /** host:port of the primary server, TCP. */
        @WithDefault("127.0.0.1:7053")
        String server();

        /**
         * The servers that users' resolvers ask, host:port each, or {@code ns} for those of the zone's own NS records (port 53):
         * every write is looked for on each of them. Left out = on the primary alone.
         */
        Optional<List<String>> authorities();

        /** How long a write may take to each of the authorities before that is told and it is written once more. */
        @WithDefault("10s")
        Duration visibleWithin();

        /** Zones in which pools may have records. */
        @WithDefault("mesh.test.")
        Set<String> zones();

        /** By zone, the networks that may have records there; a zone that is left out is open to every network. */
        Map<String, Set<String>> zoneNetworks();

        /** TSIG key, {@code name:algorithm:base64}; this or the file. */
        Optional<String> tsig();

        /** File that holds the TSIG key; read anew for each use, so it can be replaced. */
        Optional<String> tsigFile();

        /** Per message. */
        @WithDefault("2s")
        Duration timeout();

        /** How long after a decision the server still takes it, by its own clock: so a paused instance writes nothing old. */
        @WithDefault("30s")
        Duration lease();

        /** The share of a zone of ten pools or more that is switched within a minute; above 0, and 1 = all of it. */
        @WithDefault("0.3")
        double brakeShare();

        /** A record is compared with what it should be at least this often. */
        @WithDefault("30s")
        Duration reconcileEvery();
    }

    /** PowerDNS by HTTP, which cannot refuse a stale writer as a name server does (decision 22). */
    interface PowerDns {
        /** Such as {@code http://127.0.0.1:8081/api/v1/servers/localhost}. */
        Optional<URI> url();

        /** File that holds the API's key; read anew for each use. */
        Optional<String> keyFile();

        /** That no more than one instance writes is somebody else's promise; without it this provider is refused. */
        @WithDefault("false")
        boolean singleWriter();
    }
}
