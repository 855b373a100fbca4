package io.meshplane.platform.event;

import com.google.protobuf.Message;
import io.meshplane.contracts.topic.Topic;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The state topics that this process follows; it is ready when all have caught up. */
@ApplicationScoped
public class StateTopics {
    private final KafkaConnection connection;
    private final List<StateTopic<?>> followed = new CopyOnWriteArrayList<>();

    StateTopics(KafkaConnection connection) {
        this.connection = connection;
    }

    /** Follows a topic until the process ends; see {@link StateTopic#follow}. */
    public <T extends Message> StateTopic<T> follow(Topic<T> topic, BiConsumer<String, @Nullable T> listener) {
        StateTopic<T> state = StateTopic.follow(topic, connection.settings(), listener);
        followed.add(state);
        return state;
    }

    /** Follows a topic until the process ends without keeping a table; see {@link StateTopic#tell}. */
    public <T extends Message> void tell(Topic<T> topic, StateTopic.Listener<T> listener) {
        followed.add(StateTopic.tell(topic, connection.settings(), listener));
    }

    /** Names of the topics still being read from the beginning; empty = ready. */
    public List<String> behind() {
        return followed.stream()
                .filter(state -> !state.isCaughtUp())
                .map(StateTopic::name)
                .toList();
    }

    void close(@Observes ShutdownEvent event) {
        followed.forEach(StateTopic::close);
    }
}
