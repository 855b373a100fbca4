package io.meshplane.route;

import io.meshplane.route.domain.RoutePolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator can set. */
@ConfigMapping(prefix = "meshplane.route")
public interface RouteConfig {
    /** The least time between two computations of routes: changes that come in it are gathered. 10 ms to 10 s. */
    @WithDefault("50MS")
    Duration recomputeInterval();

    /** How often time is let pass: how late a link may be found stale or settled. 10 ms to 1 min. */
    @WithDefault("1S")
    Duration clockInterval();

    /** How long the word of a node holds after it was last heard, by its role. */
    FreshnessConfig freshness();

    /** How long a link that was down must be up before it is used again. */
    @WithDefault("10S")
    Duration settling();

    /** How many times better another way must be before a node leaves its own, in thousandths: 1000 to 10,000. */
    @WithDefault("1100")
    int changeFactorThousandths();

    /** By what networks choose that have set nothing. */
    @WithDefault("NEAREST")
    RoutePolicy.Kind policy();

    /** What the latency of a hop counts as if nobody measured it. */
    @WithDefault("100MS")
    Duration unmeasuredLatency();

    /** Routes that a computation changed times nodes of the network, up to which events name a runner-up: each takes a search. */
    @WithDefault("50000")
    long runnerUpWork();

    /** What questions of operators and nodes may cost. */
    LimitConfig limits();

    /** Three times what agents take between two reports, or more. */
    interface FreshnessConfig {
        /** Agents of gateways report every minute. */
        @WithDefault("3M")
        Duration gateway();

        /** Agents of relays report every five minutes. */
        @WithDefault("15M")
        Duration relay();

        /** Agents of clients report every ten minutes. */
        @WithDefault("30M")
        Duration client();
    }

    /** See {@link #limits}. */
    interface LimitConfig {
        /** Labels of one bounded or balanced choice, or Pareto set, before it answers incomplete. */
        @WithDefault("1000000")
        int labels();

        /** Nodes of a network up to which tools that look at all of it answer. */
        @WithDefault("20000")
        int toolNodes();

        /** Tools that run at once. */
        @WithDefault("2")
        int toolsAtOnce();

        /** Requests that wait for a new route at once. */
        @WithDefault("10000")
        int waiting();
    }
}
