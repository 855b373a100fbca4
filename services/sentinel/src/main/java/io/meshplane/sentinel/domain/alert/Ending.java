package io.meshplane.sentinel.domain.alert;

import java.time.Instant;

/** Why an outbreak counts as over. */
public record Ending(String why, Instant at) {}
