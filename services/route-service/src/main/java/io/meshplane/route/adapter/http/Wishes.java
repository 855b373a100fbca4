package io.meshplane.route.adapter.http;

import io.meshplane.contracts.money.Price;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.route.domain.RoutePolicy;
import io.meshplane.route.domain.RoutePolicy.Kind;
import io.meshplane.route.domain.RouteQuestions.Limits;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads policies and limits, as queries and bodies name them. */
final class Wishes {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** One of an enum's constants, in any case. */
    static <E extends Enum<E>> E word(String field, @Nullable String text, E[] values) {
        return Fields.required(
                field,
                text,
                word -> Arrays.stream(values)
                        .filter(value -> value.name().equalsIgnoreCase(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("must be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values).map(Wishes::lower).toList()))));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A policy.
     *
     * @param factor of balanced, 0.001 to 10 with at most three decimals; null = the usual 1.9
     * @param floor of balanced; null = one unit of price
     */
    static RoutePolicy policy(@Nullable String kind, @Nullable BigDecimal factor, @Nullable String floor) {
        Kind wanted = word("policy", kind, Kind.values());
        if (wanted != Kind.BALANCED) {
            refuse("factor", factor != null);
            refuse("priceFloor", floor != null);
            return RoutePolicy.of(wanted);
        }
        int thousandths = factor == null ? RoutePolicy.of(wanted).factorThousandths() : thousandths(factor);
        return new RoutePolicy(wanted, thousandths, Fields.optional("priceFloor", floor, Price::parse));
    }

    private static void refuse(String field, boolean there) {
        if (there)
            throw Problem.invalidField(field, "only the policy balanced has one")
                    .asException();
    }

    private static int thousandths(BigDecimal factor) {
        try {
            return Fields.within("factor", factor.multiply(THOUSAND).intValueExact(), 1, 10_000);
        } catch (ArithmeticException e) {
            throw Problem.invalidField("factor", "must be from 0.001 to 10, with three decimals at most")
                    .asException();
        }
    }

    /** Bounds; null = any. */
    static Limits limits(@Nullable String maxPrice, @Nullable Long maxLatencyMicros) {
        if (maxLatencyMicros != null && maxLatencyMicros < 0) {
            throw Problem.invalidField("maxLatencyMicros", "must not be negative")
                    .asException();
        }
        return new Limits(Fields.optional("maxPrice", maxPrice, Price::parse), maxLatencyMicros);
    }

    /** A list of words, each once. */
    static <E extends Enum<E>> List<E> words(String field, String text, E[] values, int most) {
        Function<String, E> one = word -> word(field, word.strip(), values);
        List<E> words = Arrays.stream(text.split(",", -1)).map(one).distinct().toList();
        var _ = Fields.within(field + " (how many)", words.size(), 1, most);
        return words;
    }

    private Wishes() {}
}
