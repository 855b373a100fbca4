package io.meshplane.route.domain.graph;

/**
 * Makes one number of an arc's terms, 128 bits wide so that no sum of it can wrap: 2^31 arcs of 2^32, weighed with up to 2^63, need
 * fewer than 127.
 */
sealed interface Weighing {
    /** The upper 64 bits. */
    long high(long first, long second);

    /** The lower 64 bits, unsigned. */
    long low(long first, long second);

    Criterion first();

    Criterion second();

    /** One criterion, and where that is equal another. The second should be {@link Criterion#METRIC}, or the first, so that no arc weighs 0. */
    record InTurn(Criterion first, Criterion second) implements Weighing {
        @Override
        public long high(long first, long second) {
            return first;
        }

        @Override
        public long low(long first, long second) {
            return second;
        }
    }

    /** A weighed sum: {@code firstWeight · first + secondWeight · second}, both weights 0 or more. */
    record Sum(Criterion first, long firstWeight, Criterion second, long secondWeight) implements Weighing {
        @Override
        public long high(long first, long second) {
            long one = firstWeight * first;
            long sum = one + secondWeight * second;
            long carry = Long.compareUnsigned(sum, one) < 0 ? 1 : 0;
            return Math.multiplyHigh(firstWeight, first) + Math.multiplyHigh(secondWeight, second) + carry;
        }

        @Override
        public long low(long first, long second) {
            return firstWeight * first + secondWeight * second;
        }
    }
}
