package io.meshplane.sentinel.domain;

import java.time.Instant;
import java.util.Map;

/**
 * The vantage points on one member.
 *
 * @param heard how many were heard of late
 * @param suspect of those, how many see nothing up anywhere
 * @param trusted of those, how many count
 * @param up of the trusted, how many call it up
 * @param down of the trusted, how many call it down
 * @param detail what one of these met
 */
record Votes(int heard, int suspect, int trusted, int up, int down, String detail) {

    static Votes count(MemberState member, Map<String, Standing> standings, Instant oldest) {
        int heard = 0;
        int suspect = 0;
        int trusted = 0;
        int up = 0;
        int down = 0;
        String detail = "";
        for (Map.Entry<String, VantageView> entry : member.views().entrySet()) {
            VantageView view = entry.getValue();
            if (!view.isHeardSince(oldest)) continue;
            heard++;
            Standing standing = standings.getOrDefault(entry.getKey(), Standing.SUSPECT);
            if (standing == Standing.SUSPECT) suspect++;
            if (standing != Standing.TRUSTED) continue;
            trusted++;
            if (view.verdict() == Health.UP) up++;
            if (view.isCrediblyDown()) {
                down++;
                if (detail.isEmpty()) detail = view.detail();
            }
        }
        return new Votes(heard, suspect, trusted, up, down, detail);
    }

    /** Whether those that may be believed are the lesser part of those who speak: then nothing is concluded. */
    boolean isMostlySuspect() {
        return trusted * 2 < heard;
    }

    boolean isDown(int quorum) {
        return down * 2 > trusted && down >= quorum;
    }

    boolean isUp(int quorum) {
        return up * 2 > trusted && up >= quorum;
    }

    String inWords(Health state) {
        return switch (state) {
            case UP -> up + " of " + trusted + " vantage points see it up";
            case DOWN ->
                down + " of " + trusted + " vantage points see it down" + (detail.isEmpty() ? "" : ": " + detail);
            case UNKNOWN -> "no majority";
        };
    }
}
