package io.meshplane.payment;

import io.meshplane.payment.adapter.chain.Answer;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a full node at one moment.
 *
 * @param head newest height that it named; -1 = none yet
 * @param window what it shows of the chain
 * @param detail why it does not vote, for people; empty if it does
 * @param heardAt when it last answered well, or null
 * @param lyingUntil set while it is in quarantine
 */
record NodeView(
        NodeState state,
        long head,
        HeaderWindow window,
        NodeHealth health,
        String detail,
        @Nullable Instant heardAt,
        @Nullable Instant lyingUntil) {
    private static final NodeView NEW =
            new NodeView(NodeState.WAITING, -1, HeaderWindow.startingAt(0), NodeHealth.UNKNOWN, "", null, null);

    /** Why a node no longer votes. */
    record Ended(NodeState state, String why) {}

    boolean votes() {
        return state == NodeState.FOLLOWING;
    }

    /** As a request in flight shows it: a node that hangs is silent before its deadline has passed often enough to say so. */
    NodeView asOf(Instant now, Duration silentAfter) {
        if (lyingUntil != null) return now.isBefore(lyingUntil) ? with(NodeState.LYING, detail) : this;
        boolean stale = heardAt != null && heardAt.plus(silentAfter).isBefore(now);
        return stale && votes() ? with(NodeState.SILENT, "no answer since " + heardAt) : this;
    }

    private NodeView with(NodeState other, String why) {
        return new NodeView(other, head, window, health, why, heardAt, lyingUntil);
    }

    private NodeView with(NodeHealth other) {
        return new NodeView(state, head, window, other, detail, heardAt, lyingUntil);
    }

    /** The view as it changes: by the node's own thread, and by whoever proves bodies. */
    static final class Cell {
        private final AtomicReference<NodeView> now = new AtomicReference<>(NEW);

        NodeView get() {
            return now.get();
        }

        /** Notes how a question was answered. */
        void heard(Answer<?> answer, long micros, Instant at) {
            switch (answer) {
                case Answer.Told<?> ignored -> served(true, micros);
                case Answer.Absent<?> ignored -> failed(micros, new Ended(NodeState.SILENT, "it has no answer"), at);
                case Answer.Silent<?>(String why) -> failed(micros, new Ended(NodeState.SILENT, why), at);
                case Answer.Garbled<?>(String why) -> failed(micros, new Ended(NodeState.UNPROVABLE, why), at);
                case Answer.Unsupported<?>(String what) -> failed(micros, new Ended(NodeState.UNPROVABLE, what), at);
            }
        }

        private void failed(long micros, Ended ended, Instant at) {
            served(false, micros);
            end(ended, at);
        }

        /** Notes how well a request was served, whatever else follows from it. */
        void served(boolean well, long micros) {
            now.updateAndGet(view -> view.with(well ? view.health.answered(micros) : view.health.failed(micros)));
        }

        /** The node answers, in the middle of a long run of questions. */
        void alive(Instant at) {
            now.updateAndGet(view ->
                    new NodeView(view.state, view.head, view.window, view.health, view.detail, at, view.lyingUntil));
        }

        /** The node has no vote until it answers well again; a quarantine that runs stays. */
        void end(Ended ended, Instant at) {
            now.updateAndGet(view -> view.inQuarantine(at)
                    ? view
                    : new NodeView(
                            ended.state(), view.head, view.window, view.health, ended.why(), view.heardAt, null));
        }

        /** The node answered well and shows this. */
        void follow(long head, HeaderWindow window, Instant at) {
            now.updateAndGet(view -> view.inQuarantine(at)
                    ? new NodeView(NodeState.LYING, head, window, view.health, view.detail, at, view.lyingUntil)
                    : new NodeView(NodeState.FOLLOWING, head, window, view.health, "", at, null));
        }

        /** The node lied; it has no vote until then. */
        void quarantine(String evidence, Instant until) {
            now.updateAndGet(view ->
                    new NodeView(NodeState.LYING, view.head, view.window, view.health, evidence, view.heardAt, until));
        }
    }

    private boolean inQuarantine(Instant at) {
        return lyingUntil != null && at.isBefore(lyingUntil);
    }
}
