package io.meshplane.sentinel.alert;

import io.meshplane.contracts.event.AlertSettingChanged;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.sentinel.alert.SettingEvents.SettingKey;
import io.meshplane.sentinel.domain.alert.AlertSettings;
import io.meshplane.sentinel.domain.alert.Setting;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whom each network wants woken, as {@code alert-settings.v1} says. */
@ApplicationScoped
public class AlertSettingsTable {
    private final Map<NetworkId, AlertSettings> known = new ConcurrentHashMap<>();
    private final StateTopic<AlertSettingChanged> topic;

    AlertSettingsTable(StateTopics stateTopics) {
        topic = stateTopics.follow(Topics.ALERT_SETTINGS, this::take);
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower
    }

    private void take(String text, @Nullable AlertSettingChanged event) {
        SettingKey key = SettingKey.parse(text);
        if (event == null) remove(key);
        else put(key.network(), SettingEvents.toSetting(event));
    }

    /** A setting that Kafka has acknowledged: known here before the topic brings it round. */
    void put(NetworkId network, Setting setting) {
        known.merge(network, AlertSettings.NONE.with(setting), (before, ignored) -> before.with(setting));
    }

    /** A setting whose tombstone Kafka has acknowledged. */
    void remove(SettingKey key) {
        known.computeIfPresent(key.network(), (network, before) -> before.without(key.kind(), key.name()));
    }

    public AlertSettings of(NetworkId network) {
        return known.getOrDefault(network, AlertSettings.NONE);
    }

    boolean isCaughtUp() {
        return topic.isCaughtUp();
    }
}
