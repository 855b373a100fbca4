package io.meshplane.sentinel.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static QuietHours quiet(String from, String to) {
        return new QuietHours(BERLIN, LocalTime.parse(from), LocalTime.parse(to));
    }

    @ParameterizedTest
    @CsvSource({
        // over midnight, in summer: two hours before UTC
        "22:00, 06:00, 2026-07-01T19:59:59Z, false",
        "22:00, 06:00, 2026-07-01T20:00:00Z, true",
        "22:00, 06:00, 2026-07-02T03:59:59Z, true",
        "22:00, 06:00, 2026-07-02T04:00:00Z, false",
        // within a day, in winter
        "12:00, 13:00, 2026-01-10T11:00:00Z, true",
        "12:00, 13:00, 2026-01-10T12:00:00Z, false",
        // the night of the 29th of March has no 02:30
        "22:00, 06:00, 2026-03-29T01:30:00Z, true",
        "22:00, 06:00, 2026-03-29T04:00:00Z, false",
        "22:00, 02:30, 2026-03-29T01:29:59Z, true",
        "22:00, 02:30, 2026-03-29T01:30:00Z, false",
        // the night of the 25th of October has 02:30 twice: it is quiet until the second one
        "22:00, 02:30, 2026-10-25T00:45:00Z, true",
        "22:00, 02:30, 2026-10-25T01:29:59Z, true",
        "22:00, 02:30, 2026-10-25T01:30:00Z, false",
    })
    void areByTheClockOnTheWall(String from, String to, Instant at, boolean expected) {
        assertThat(quiet(from, to).areAt(at)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"})
    void openNoGapInAnyNightOfTheYear(String zone) {
        QuietHours night = new QuietHours(ZoneId.of(zone), LocalTime.of(22, 0), LocalTime.of(6, 0));
        Instant at = Instant.parse("2011-01-01T00:00:00Z");
        int changes = 0;
        boolean before = night.areAt(at);
        for (Instant end = at.plus(Duration.ofDays(365)); at.isBefore(end); at = at.plus(Duration.ofMinutes(15))) {
            boolean now = night.areAt(at);
            if (now != before) changes++;
            before = now;
        }

        // each night begins once and ends once; Samoa had no 30th of December in 2011
        assertThat(changes).isBetween(2 * 363, 2 * 366);
    }

    @Test
    void haveAnEnd() {
        assertThatThrownBy(() -> quiet("22:00", "22:00")).isInstanceOf(IllegalArgumentException.class);
    }
}
