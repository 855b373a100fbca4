package io.meshplane.sentinel;

import io.meshplane.contracts.event.HealthJudged;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberHealth;
import io.meshplane.sentinel.domain.Pool;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.TreeMap;

/** The last judgements of every instance, as {@code health.v1} says: where an instance that takes a pool over goes on. */
@ApplicationScoped
public class HealthTable {
    private final StateTopic<HealthJudged> topic;

    HealthTable(StateTopics stateTopics) {
        topic = stateTopics.follow(Topics.HEALTH, (key, judged) -> {});
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower
    }

    /** The judgements of the pool's members; a member without one is absent. */
    public Map<Label, MemberHealth> of(Pool pool) {
        Map<Label, MemberHealth> judged = new TreeMap<>();
        for (Member member : pool.members()) {
            HealthJudged event = topic.get(HealthEvents.key(pool.key(), member.name()));
            if (event != null) judged.put(member.name(), HealthEvents.toHealth(event));
        }
        return judged;
    }

    public boolean isCaughtUp() {
        return topic.isCaughtUp();
    }
}
