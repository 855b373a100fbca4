package io.meshplane.sentinel.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.alert.HeartbeatRules.Beats;
import io.meshplane.sentinel.domain.alert.HeartbeatRules.Outcome;
import io.meshplane.sentinel.domain.alert.HeartbeatRules.Told;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatRulesTest {
    @Test
    void tellsOfTheThirdFailureInARowAndOfTheEndOnce() {
        List<Told> told = new ArrayList<>();
        Beats beats = Beats.WELL;
        for (boolean arrived : new boolean[] {true, false, false, true, false, false, false, false, true, true}) {
            Outcome outcome = HeartbeatRules.after(beats, arrived);
            beats = outcome.next();
            told.add(outcome.told());
        }

        assertThat(told)
                .containsExactly(
                        Told.NOTHING,
                        Told.NOTHING,
                        Told.NOTHING,
                        Told.NOTHING,
                        Told.NOTHING,
                        Told.NOTHING,
                        Told.FIRING,
                        Told.NOTHING,
                        Told.CLEARED,
                        Told.NOTHING);
    }
}
