package io.meshplane.payment.adapter.db;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The columns of one row, from 0. */
record Cells(Object[] row) {
    String text(int column) {
        return (String) row[column];
    }

    long number(int column) {
        return ((Number) row[column]).longValue();
    }

    boolean flag(int column) {
        return (Boolean) row[column];
    }

    int small(int column) {
        return ((Number) row[column]).intValue();
    }

    /** A BYTEA. */
    byte[] bytes(int column) {
        return (byte[]) row[column];
    }

    /** A BYTEA that may be null. */
    Optional<byte[]> bytesIfAny(int column) {
        return Optional.ofNullable((byte[]) row[column]);
    }

    /** A NUMERIC without fraction. */
    BigInteger integer(int column) {
        return ((BigDecimal) row[column]).toBigIntegerExact();
    }

    /** A NUMERIC from 0 to 2^64 - 1 as an unsigned long. */
    long unsigned(int column) {
        return integer(column).longValue();
    }

    Instant instant(int column) {
        return switch (row[column]) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            default -> throw new IllegalStateException("no timestamp in column " + column);
        };
    }

    /** How an instant is bound to a TIMESTAMPTZ parameter. */
    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** How a BigInteger is bound to a NUMERIC parameter. */
    static BigDecimal numeric(BigInteger value) {
        return new BigDecimal(value);
    }

    /** How an unsigned long is bound to a NUMERIC parameter. */
    static BigDecimal numeric(long unsigned) {
        return new BigDecimal(Long.toUnsignedString(unsigned));
    }
}
