package io.meshplane.sentinel.domain.alert;

import java.time.Instant;

/** Somebody said: I look after it. */
public record Acknowledgement(String by, String note, Instant at) {}
