package io.meshplane.sentinel.adapter.http;

import io.meshplane.sentinel.PoolFlow.PoolView;
import io.meshplane.sentinel.domain.AuthorityView;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.EpochMark;
import io.meshplane.sentinel.domain.RecordSet;
import io.meshplane.sentinel.domain.Spread;
import io.meshplane.sentinel.domain.ZoneSerial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What name servers answer, in bodies of {@link PoolResource}; times in ISO 8601. */
public final class DnsJson {

    /**
     * What the name server answers.
     *
     * @param addresses of the record itself, or where its alias leads
     * @param records everything of the pool, a line each as in a master file
     * @param epoch of the last write; null = the record is not ours yet
     * @param readAt when it answered so
     * @param problem why there is nothing newer
     * @param authorities whether each server that users ask shows it; empty = none is configured, or none was asked yet
     */
    public record DnsAnswer(
            List<String> addresses,
            List<String> records,
            int ttlSeconds,
            @Nullable Long epoch,
            @Nullable String readAt,
            @Nullable String problem,
            List<AuthorityAnswer> authorities) {
        private static final DnsAnswer NOTHING = new DnsAnswer(List.of(), List.of(), 0, null, null, null, List.of());

        static DnsAnswer of(DnsState dns) {
            return of(dns, null, null, List.of());
        }

        static @Nullable DnsAnswer of(PoolView view) {
            List<AuthorityAnswer> authorities =
                    view.spread().map(AuthorityAnswer::allOf).orElse(List.of());
            if (view.dns() == null) return view.dnsProblem() == null ? null : NOTHING.because(view.dnsProblem());
            return of(view.dns(), view.dnsReadAt(), view.dnsProblem(), authorities);
        }

        private DnsAnswer because(String why) {
            return new DnsAnswer(addresses, records, ttlSeconds, epoch, readAt, why, authorities);
        }

        private static DnsAnswer of(
                DnsState dns, @Nullable Instant readAt, @Nullable String problem, List<AuthorityAnswer> authorities) {
            return new DnsAnswer(
                    dns.answers(),
                    dns.sets().stream().flatMap(DnsAnswer::lines).toList(),
                    dns.ttlSeconds(),
                    dns.mark().map(EpochMark::epoch).orElse(null),
                    readAt == null ? null : readAt.toString(),
                    problem,
                    authorities);
        }

        private static Stream<String> lines(RecordSet set) {
            return set.values().stream()
                    .map(value -> set.name() + " " + set.ttlSeconds() + " " + set.type() + " " + value);
        }
    }

    /**
     * One server that users' resolvers ask.
     *
     * @param state SHOWS, LAGS (its zone is older), DIFFERS (its zone is as new and it answers something else) or SILENT
     * @param serial of the zone there; null = it did not say
     * @param shownAfterMillis since the write, when it was first seen to show it; null = it does not
     * @param detail for people
     */
    public record AuthorityAnswer(
            String server,
            String state,
            @Nullable Long serial,
            @Nullable Long shownAfterMillis,
            String detail) {
        static List<AuthorityAnswer> allOf(Spread spread) {
            return spread.views().stream().map(view -> of(view, spread)).toList();
        }

        private static AuthorityAnswer of(AuthorityView view, Spread spread) {
            Long shownAfter = Optional.ofNullable(spread.shownAt().get(view.server()))
                    .map(at -> Duration.between(spread.since(), at).toMillis())
                    .orElse(null);
            Long serial =
                    Optional.ofNullable(view.serial()).map(ZoneSerial::value).orElse(null);
            return new AuthorityAnswer(view.server(), view.state().name(), serial, shownAfter, view.detail());
        }
    }

    private DnsJson() {}
}
