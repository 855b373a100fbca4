package io.meshplane.agent.domain.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.steering.BabelSettings.Cost;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbationTest {
    private static final BabelSettings ONE = settings("\"1\"");
    private static final BabelSettings TWO = settings("\"2\"");
    private static final Duration PATIENCE = SteeringPolicy.USUAL.patience();
    private static final long PATIENCE_MS = PATIENCE.toMillis();

    @Test
    void wantsNothingBeforeTheControlPlaneWasHeard() {
        assertThat(Probation.NOTHING_YET.wanted()).isEqualTo(BabelSettings.NONE);
    }

    @Test
    void confirmsSettingsUnderWhichTheControlPlaneIsHeard() {
        Probation tried = Probation.NOTHING_YET.heard(ONE, 0).inForce(10);

        Probation confirmed = tried.heard(ONE, 10);

        assertThat(tried.confirmed()).isEqualTo(BabelSettings.NONE);
        assertThat(confirmed).isEqualTo(new Probation(ONE, null, null, ""));
    }

    @Test
    void doesNotConfirmByAnAnswerToAQuestionThatIsOlderThanTheSettings() {
        Probation tried = Probation.NOTHING_YET.heard(ONE, 0).inForce(10);

        assertThat(tried.heard(ONE, 9).confirmed()).isEqualTo(BabelSettings.NONE);
    }

    @Test
    void takesSettingsBackUnderWhichTheControlPlaneStaysSilent() {
        Probation tried = confirmed(ONE).heard(TWO, 100).inForce(200);

        assertThat(tried.at(200 + PATIENCE_MS - 1, PATIENCE).wanted()).isEqualTo(TWO);
        assertThat(tried.at(200 + PATIENCE_MS, PATIENCE).wanted()).isEqualTo(ONE);
    }

    @Test
    void doesNotTrySettingsAgainThatFailed() {
        Probation failed = confirmed(ONE).heard(TWO, 100).inForce(200).at(200 + PATIENCE_MS, PATIENCE);

        assertThat(failed.heard(TWO, 999_999).wanted()).isEqualTo(ONE);
        assertThat(failed.heard(settings("\"3\""), 999_999).wanted().version()).isEqualTo("\"3\"");
    }

    @Test
    void forgetsTheFailureOnceTheConfirmedSettingsAreOfferedAgain() {
        Probation failed = confirmed(ONE).heard(TWO, 100).inForce(200).at(200 + PATIENCE_MS, PATIENCE);

        Probation offeredTwice =
                failed.heard(settings("\"3\""), 300).heard(ONE, 400).heard(TWO, 500);

        assertThat(offeredTwice.wanted()).isEqualTo(TWO);
    }

    @Test
    void waitsForEverForSettingsThatAreNotInForceYet() {
        Probation tried = confirmed(ONE).heard(TWO, 100);

        assertThat(tried.at(Long.MAX_VALUE, PATIENCE)).isEqualTo(tried);
    }

    @Test
    void dropsSettingsThatWereReplacedBeforeTheyWereConfirmed() {
        Probation replaced = confirmed(ONE).heard(TWO, 100).heard(settings("\"3\""), 150);

        assertThat(replaced.wanted().version()).isEqualTo("\"3\"");
        assertThat(replaced.confirmed()).isEqualTo(ONE);
        assertThat(replaced.inForceSinceMs()).isNull();
    }

    @Test
    void beginsProbationAnewAfterARestart() {
        Probation restarted = confirmed(ONE).heard(TWO, 100).inForce(200).restarted();

        assertThat(restarted.wanted()).isEqualTo(TWO);
        assertThat(restarted.at(Long.MAX_VALUE, PATIENCE).wanted()).isEqualTo(TWO);
        assertThat(restarted.inForce(5).at(5 + PATIENCE_MS, PATIENCE).wanted()).isEqualTo(ONE);
    }

    private static Probation confirmed(BabelSettings settings) {
        return Probation.NOTHING_YET.heard(settings, 0).inForce(1).heard(settings, 2);
    }

    private static BabelSettings settings(String version) {
        return new BabelSettings(version, Map.of("w0", new Cost(300, null)), Map.of());
    }
}
