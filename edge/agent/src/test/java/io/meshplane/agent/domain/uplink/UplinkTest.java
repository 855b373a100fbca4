package io.meshplane.agent.domain.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.uplink.Uplink.Outage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UplinkTest {
    private static final long SECOND = 1_000;

    private final List<Outage> outages = new ArrayList<>();
    private Uplink uplink = Uplink.start(0);
    private int probes;
    private long received = 100;
    private long sent = 100;

    @Test
    void sendsNothingWhileAllIsWell() {
        for (int second = 1; second <= 3_600; second++) {
            if (second % 60 == 0) exchange();
            look(second, open());
        }

        assertThat(probes).isZero();
        assertThat(outages).isEmpty();
    }

    @Test
    void isNotSuspiciousOfAnIdlePath() {
        for (int second = 1; second <= 3_600; second++) {
            if (second % 100 == 0) sent++; // a router solicitation, perhaps
            if (second % 250 == 0) received++;
            look(second, open());
        }

        assertThat(probes).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 55})
    void seesALostRouteWithItsStartAndLength(int length) {
        runWithAFlap(length, PathSight.NO_ROUTE);

        assertThat(outages).containsExactly(new Outage(10 * SECOND, length * SECOND, "no route"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 55})
    void seesALostCarrierWithItsStartAndLength(int length) {
        runWithAFlap(length, new PathSight(true, false, "eth0", 100, 100));

        assertThat(outages).containsExactly(new Outage(10 * SECOND, length * SECOND, "no carrier on eth0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 55})
    void seesAPathThatSwallowsWhatIsSent(int length) {
        for (int second = 1; second <= 100; second++) {
            boolean broken = second > 10 && second <= 10 + length;
            sent += 2;
            if (!broken) received++;
            look(second, open());
            if (probes > 0) answerProbes(second, !broken);
        }

        assertThat(outages).singleElement().satisfies(outage -> {
            assertThat(outage.startMs()).isEqualTo(10 * SECOND);
            assertThat(outage.lengthMs()).isBetween(length * SECOND, (length + 2) * SECOND);
            assertThat(outage.cause()).isEqualTo("nothing is received");
        });
    }

    @Test
    void probesAfterAnUploadWithoutAnAnswer() {
        look(1, open());

        ask(uplink.unanswered(500));
        assertThat(probes).isEqualTo(1);
        answerProbes(2, false);
        look(3, open());
        answerProbes(4, true);

        assertThat(outages).containsExactly(new Outage(500, 3_500, "an upload was not answered"));
    }

    @Test
    void forgetsASuspicionThatAProbeAnswers() {
        look(1, open());
        ask(uplink.unanswered(500));

        answerProbes(2, true);

        assertThat(uplink.state()).isEqualTo(Uplink.State.UP);
        assertThat(outages).isEmpty();
    }

    @Test
    void isNotMisledByAChangeOfTheInterface() {
        look(1, open());
        for (int second = 2; second < 20; second++)
            look(second, new PathSight(true, true, "lte0", second, 5L * second));

        assertThat(probes).isZero();
    }

    private void runWithAFlap(int length, PathSight broken) {
        for (int second = 1; second < 10; second++) look(second, open());
        for (int second = 10; second < 10 + length; second++) look(second, broken);
        look(10 + length, open());
        answerProbes(10 + length, true);
        for (int second = 11 + length; second < 100; second++) look(second, open());
    }

    private PathSight open() {
        return new PathSight(true, true, "eth0", received, sent);
    }

    private void exchange() {
        sent += 5;
        received += 4;
    }

    private void look(int second, PathSight sight) {
        ask(uplink.look(sight, second * SECOND));
    }

    private void answerProbes(int second, boolean answered) {
        for (; probes > 0; probes--) ask(uplink.probed(answered, second * SECOND));
    }

    private void ask(Uplink.Change change) {
        uplink = change.next();
        if (change.probe()) probes++;
        change.outage().ifPresent(outages::add);
    }
}
