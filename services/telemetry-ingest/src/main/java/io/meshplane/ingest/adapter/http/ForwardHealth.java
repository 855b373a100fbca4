package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.ForwardFlow;
import io.meshplane.ingest.ForwardFlow.LaneState;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the stores take what is forwarded. Wellness, not readiness: nothing else waits for them. */
@Wellness
@ApplicationScoped
public class ForwardHealth implements HealthCheck {
    /** One or two failures are a store that restarts. */
    private static final int FAILURES_MAX = 3;

    private final ForwardFlow flow;

    ForwardHealth(ForwardFlow flow) {
        this.flow = flow;
    }

    @Override
    public HealthCheckResponse call() {
        List<LaneState> lanes = flow.lanes();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("forward")
                .status(lanes.stream().noneMatch(lane -> lane.failures() > FAILURES_MAX));
        for (LaneState lane : lanes) {
            answer.withData(lane.store() + ".failures", lane.failures());
            answer.withData(lane.store() + ".waitingRecords", lane.lag());
        }
        return answer.build();
    }
}
