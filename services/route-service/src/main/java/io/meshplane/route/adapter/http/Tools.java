package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Problem;
import io.meshplane.route.RouteConfig;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.domain.MeshGraph;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Questions that look at a whole network: a few at once, and not on networks that are too large for an answer in time. */
@ApplicationScoped
public class Tools {
    private final RouteFlow flow;
    private final RouteConfig.LimitConfig limits;
    private final Semaphore room;
    private final MeterRegistry meters;

    Tools(RouteFlow flow, RouteConfig config, MeterRegistry meters) {
        this.flow = flow;
        this.limits = config.limits();
        this.room = new Semaphore(limits.toolsAtOnce());
        this.meters = meters;
    }

    /** Asks about the mesh as of now. */
    <T> T use(NetworkId network, Function<MeshGraph, T> question) {
        MeshGraph mesh = flow.mesh(network).orElseThrow(RouteResource::notYet);
        if (mesh.graph().nodes() > limits.toolNodes()) {
            count("too_large");
            throw Problem.tooLarge("this is asked of networks of up to " + limits.toolNodes() + " nodes only")
                    .asException();
        }
        if (!room.tryAcquire()) {
            count("busy");
            throw Problem.tooMany("such questions are answered " + limits.toolsAtOnce() + " at once")
                    .asException();
        }
        try {
            T answer = question.apply(mesh);
            count("answered");
            return answer;
        } finally {
            room.release();
        }
    }

    private void count(String outcome) {
        meters.counter("route.questions", "outcome", outcome).increment();
    }
}
