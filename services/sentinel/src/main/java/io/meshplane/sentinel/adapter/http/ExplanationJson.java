package io.meshplane.sentinel.adapter.http;

import io.meshplane.sentinel.ExplainFlow.Explained;
import io.meshplane.sentinel.PoolFlow.PoolView;
import io.meshplane.sentinel.adapter.http.PoolJson.HealthAnswer;
import io.meshplane.sentinel.adapter.http.PoolJson.OverrideAnswer;
import io.meshplane.sentinel.adapter.http.PoolJson.SwitchAnswer;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberState;
import io.meshplane.sentinel.domain.RecordPlan;
import io.meshplane.sentinel.domain.VantageView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of {@link ExplainResource}; times in ISO 8601. */
public final class ExplanationJson {

    /**
     * Why a name points where it points.
     *
     * @param answers what the name server answers for it now, or last did
     * @param plan WRITE, KEEP, HOLD, EDITED or NOT_OURS; null = the name server does not answer
     * @param reason of the plan
     * @param problem why there is no plan
     */
    public record Explanation(
            String recordName,
            List<String> answers,
            @Nullable String plan,
            @Nullable String reason,
            @Nullable String problem,
            List<MemberEvidence> members,
            @Nullable SwitchAnswer lastSwitch) {
        static Explanation of(Explained explained) {
            PoolView view = explained.view();
            RecordPlan plan = explained.plan();
            return new Explanation(
                    view.pool().record().value(),
                    view.dns() == null ? List.of() : view.dns().answers(),
                    plan == null ? null : PoolJson.name(plan),
                    plan == null ? null : plan.reason(),
                    view.dnsProblem(),
                    view.pool().members().stream()
                            .map(member -> evidence(explained, member))
                            .toList(),
                    view.lastSwitch().map(SwitchAnswer::of).orElse(null));
        }

        private static MemberEvidence evidence(Explained explained, Member member) {
            MemberState state = explained.view().health().members().get(member.name());
            if (state == null) throw new IllegalStateException("a view without " + member.name());
            return new MemberEvidence(
                    member.name().value(),
                    HealthAnswer.of(state.health()),
                    explained
                            .holdDowns()
                            .getOrDefault(member.name(), Duration.ZERO)
                            .toSeconds(),
                    member.override() == null ? null : OverrideAnswer.of(member.override()),
                    state.views().entrySet().stream()
                            .map(entry -> VantageEvidence.of(entry.getKey(), entry.getValue()))
                            .toList());
        }
    }

    /**
     * What is known of a member, and from whom.
     *
     * @param holdDownSeconds for which it must have stayed up before users are sent back to it
     * @param vantages those that this instance heard of late; none if another instance judges the pool
     */
    public record MemberEvidence(
            String name,
            HealthAnswer health,
            long holdDownSeconds,
            @Nullable OverrideAnswer override,
            List<VantageEvidence> vantages) {}

    /**
     * What one vantage point sees.
     *
     * @param verdict of it alone: UP, DOWN or UNKNOWN
     * @param believed whether a verdict DOWN counts: it reached somebody else in the midst of its failures
     * @param inARow how often the newest result was seen in a row
     * @param success the newest result
     * @param heardAt when that was
     * @param detail of the newest failure
     */
    public record VantageEvidence(
            String vantage,
            String verdict,
            boolean believed,
            int inARow,
            boolean success,
            String heardAt,
            String detail) {
        static VantageEvidence of(String vantage, VantageView view) {
            return new VantageEvidence(
                    vantage,
                    view.verdict().name(),
                    view.isCrediblyDown(),
                    view.row().length(),
                    view.lastSucceeded(),
                    view.heardAt().toString(),
                    view.detail());
        }
    }

    private ExplanationJson() {}
}
