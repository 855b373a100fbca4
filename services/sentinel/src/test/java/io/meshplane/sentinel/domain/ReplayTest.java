package io.meshplane.sentinel.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random weather over one pool: whatever is observed, the same observations lead to the same record, and never to none. */
class ReplayTest {
    private static final List<String> VANTAGES = List.of("berlin", "lyon", "porto");
    private static final int SECONDS = 300;

    /** An observation, and when it arrives. */
    private record Arrival(Observation seen, Instant at) {}

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        Random random = new Random();
        for (int i = 0; i < 10; i++) seeds.add(random.nextLong());
        return seeds; // each becomes the name of its test, so that a failure can be repeated
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sameObservationsGiveTheSameDecisions(long seed) {
        List<Arrival> weather = weather(new Random(seed));

        assertThat(replay(weather)).isEqualTo(replay(weather));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void duplicatesAndLateComersChangeNothing(long seed) {
        Random random = new Random(seed);
        List<Arrival> weather = weather(random);
        List<Arrival> repeated = new ArrayList<>();
        for (Arrival arrival : weather) {
            repeated.add(arrival);
            for (int i = random.nextInt(3); i > 0; i--) {
                Arrival earlier = repeated.get(random.nextInt(repeated.size()));
                repeated.add(new Arrival(earlier.seen(), arrival.at()));
            }
        }

        assertThat(replay(repeated)).isEqualTo(replay(weather));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverEmptiesARecordAndNeverNamesAStranger(long seed) {
        List<DnsState> answers = replay(weather(new Random(seed)));

        List<DnsState> sinceFirst =
                answers.stream().dropWhile(dns -> dns.answers().isEmpty()).toList();
        assertThat(sinceFirst)
                .isNotEmpty()
                .allSatisfy(dns -> assertThat(dns.answers()).hasSize(1));
        assertThat(sinceFirst)
                .allSatisfy(
                        dns -> assertThat(pool().memberAnswering(dns.answers().getFirst()))
                                .isPresent());
    }

    @Test
    void theWeatherIsBadEnoughToMeanSomething() {
        long switches = replay(weather(new Random(1))).stream().distinct().count();

        assertThat(switches).isGreaterThan(5);
    }

    private static Pool pool() {
        return PoolFixture.pool("exit", "a", "b", "c");
    }

    /** Members fail and return, vantage points go blind or silent, and single probes get lost. */
    private static List<Arrival> weather(Random random) {
        List<Arrival> weather = new ArrayList<>();
        boolean[] memberDown = new boolean[3];
        boolean[] blind = new boolean[3];
        boolean[] silent = new boolean[3];
        long sequence = 0;
        for (int second = 0; second < SECONDS; second++) {
            if (second > 5) {
                flip(memberDown, random, 30);
                flip(blind, random, 80);
                flip(silent, random, 80);
            }
            Instant now = PoolFixture.START.plusSeconds(second);
            for (int vantage = 0; vantage < VANTAGES.size(); vantage++) {
                for (int member = 0; member < 3; member++) {
                    boolean lost = second > 5 && random.nextInt(20) == 0;
                    boolean success = !memberDown[member] && !blind[vantage] && !lost;
                    Label name = pool().members().get(member).name();
                    Observation seen = new Observation(name, VANTAGES.get(vantage), success, "", now, ++sequence, 0);
                    if (!silent[vantage]) weather.add(new Arrival(seen, now));
                }
            }
        }
        return weather;
    }

    private static void flip(boolean[] flags, Random random, int oneIn) {
        for (int i = 0; i < flags.length; i++) if (random.nextInt(oneIn) == 0) flags[i] = !flags[i];
    }

    /** The record after each observation that counted, on a name server that takes every update. */
    private static List<DnsState> replay(List<Arrival> arrivals) {
        Pool pool = pool();
        PoolState state = PoolState.starting(pool, Map.of(), PoolFixture.START);
        DnsState dns = DnsState.nothing(pool.record());
        List<DnsState> answers = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            HealthDecision decision =
                    HealthRules.observe(state, pool, arrival.seen(), List.of(state), PoolFixture.POLICY, arrival.at());
            state = decision.next();
            if (decision.taken() != HealthDecision.Taken.COUNTED) continue;
            RecordPlan plan = RecordRules.plan(pool, state, dns, 0, other -> false, PoolFixture.POLICY, arrival.at());
            if (plan instanceof RecordPlan.Write write) dns = write.update().after();
            answers.add(dns);
        }
        return answers;
    }
}
