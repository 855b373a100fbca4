package io.meshplane.payment.adapter.chain;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a question to a full node. There is no other outcome, whatever the node sends. */
public sealed interface Answer<T> {
    record Told<T>(T value) implements Answer<T> {}

    /** The node says that there is no such thing, at least not yet. */
    record Absent<T>() implements Answer<T> {}

    /** No answer within the deadline. */
    record TimedOut<T>() implements Answer<T> {}

    /**
     * It is out of reach, or answers with an error.
     *
     * @param retryAfter how long it asks to be left alone, or null
     */
    record Refused<T>(String why, @Nullable Duration retryAfter) implements Answer<T> {}

    /** An answer that is not what it claims to be, or too large. */
    record Garbled<T>(String why) implements Answer<T> {}

    /** A header, well-formed, that does not hash to what the node says. */
    record Misfit<T>(long height, String why, String evidence) implements Answer<T> {}

    /** An answer with something that is not known here. */
    record Unsupported<T>(String what) implements Answer<T> {}

    /** The question was taken back by whoever asked. */
    record Dropped<T>() implements Answer<T> {}

    /** The next question, if this one was answered. */
    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return switch (this) {
            case Told<T>(T value) -> next.apply(value);
            case Absent<T> ignored -> new Absent<>();
            case TimedOut<T> ignored -> new TimedOut<>();
            case Refused<T>(String why, Duration retryAfter) -> new Refused<>(why, retryAfter);
            case Garbled<T>(String why) -> new Garbled<>(why);
            case Misfit<T>(long height, String why, String evidence) -> new Misfit<>(height, why, evidence);
            case Unsupported<T>(String what) -> new Unsupported<>(what);
            case Dropped<T> ignored -> new Dropped<>();
        };
    }
}
