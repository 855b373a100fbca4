package io.meshplane.payment.adapter.http;

import io.meshplane.payment.ChainFollower;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how the chain is followed. The instance stays ready when it cannot be: it still takes claims, bills usage and answers
 * operators. The data says so, and {@code payment.chain.alarm} pages.
 */
@Readiness
@ApplicationScoped
public class ChainHealth implements HealthCheck {
    private final ChainFollower follower;

    ChainHealth(ChainFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        long voting =
                follower.nodes().stream().filter(node -> node.state().votes()).count();
        return HealthCheckResponse.named("chain")
                .up()
                .withData("alarm", follower.alarm().name())
                .withData("why", follower.alarmWhy())
                .withData("votingNodes", voting)
                .withData("agreedHead", follower.agreedHead().orElse(-1))
                .withData("indexedHead", follower.indexedHead().orElse(-1))
                .build();
    }
}
