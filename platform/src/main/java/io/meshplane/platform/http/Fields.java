package io.meshplane.platform.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads fields of a request into values of the domain; what does not fit becomes a problem that names the field. */
public final class Fields {

    /**
     * A field that must be there.
     *
     * @param read throws IllegalArgumentException with words for people if the text is not of its form
     * @throws ProblemException 400 naming the field
     */
    public static <T> T required(String field, @Nullable String text, Function<String, T> read) {
        if (text == null) throw Problem.invalidField(field, "is missing").asException();
        return read(field, text, read);
    }

    /** A field that may be left out: then null. */
    public static <T> @Nullable T optional(String field, @Nullable String text, Function<String, T> read) {
        return text == null ? null : read(field, text, read);
    }

    /** A whole number within bounds. */
    public static int within(String field, @Nullable Integer number, int min, int max) {
        if (number == null) throw Problem.invalidField(field, "is missing").asException();
        if (number < min || number > max) {
            throw Problem.invalidField(field, "must be from " + min + " to " + max)
                    .asException();
        }
        return number;
    }

    private static <T> T read(String field, String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            String reason = e.getMessage() == null ? "is not valid" : e.getMessage();
            throw Problem.invalidField(field, reason).asException();
        }
    }

    private Fields() {}
}
