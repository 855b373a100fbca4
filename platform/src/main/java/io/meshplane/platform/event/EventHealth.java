package io.meshplane.platform.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the state topics are read and no event waits for something that is down. */
@Readiness
@ApplicationScoped
public class EventHealth implements HealthCheck {
    private final StateTopics stateTopics;
    private final EventIntake intake;

    EventHealth(StateTopics stateTopics, EventIntake intake) {
        this.stateTopics = stateTopics;
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> behind = stateTopics.behind();
        int waiting = intake.waiting();
        return HealthCheckResponse.named("events")
                .status(behind.isEmpty() && waiting == 0)
                .withData("reading", String.join(" ", behind))
                .withData("waitingEvents", waiting)
                .build();
    }
}
