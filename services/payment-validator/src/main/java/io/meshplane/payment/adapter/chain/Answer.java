package io.meshplane.payment.adapter.chain;

import java.util.function.Function;

/** What became of a question to a full node. There is no other outcome, whatever the node sends. */
public sealed interface Answer<T> {
    record Told<T>(T value) implements Answer<T> {}

    /** The node says that there is no such thing, at least not yet. */
    record Absent<T>() implements Answer<T> {}

    /** No usable answer within the deadline: out of reach, hung, refused, or too large. */
    record Silent<T>(String why) implements Answer<T> {}

    /** An answer that is not what it claims to be. */
    record Garbled<T>(String why) implements Answer<T> {}

    /** An answer with something that is not known here. */
    record Unsupported<T>(String what) implements Answer<T> {}

    /** The next question, if this one was answered. */
    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return switch (this) {
            case Told<T>(T value) -> next.apply(value);
            case Absent<T> ignored -> new Absent<>();
            case Silent<T>(String why) -> new Silent<>(why);
            case Garbled<T>(String why) -> new Garbled<>(why);
            case Unsupported<T>(String what) -> new Unsupported<>(what);
        };
    }
}
