package io.meshplane.agent.domain.shipping;

import io.meshplane.agent.domain.BackOff;

/**
 * Where a lane is.
 *
 * @param notBeforeMs no order before that time
 * @param selfContained the receiver has no codec state of this lane that the next batch could build on
 * @param orderedMs when the current step was ordered
 */
record LaneState(Step step, long notBeforeMs, BackOff backOff, boolean selfContained, long orderedMs) {
    /** What the lane waits for. */
    enum Step {
        /** Its time. */
        IDLE,
        /** The disk. */
        GATHERING,
        /** An answer. */
        SENDING
    }

    boolean ready(long nowMs) {
        return step == Step.IDLE && nowMs >= notBeforeMs;
    }

    LaneState ordered(Step next, long nowMs) {
        return new LaneState(next, notBeforeMs, backOff, selfContained, nowMs);
    }

    LaneState idle(long untilMs, BackOff after, boolean alone) {
        return new LaneState(Step.IDLE, untilMs, after, alone, orderedMs);
    }
}
