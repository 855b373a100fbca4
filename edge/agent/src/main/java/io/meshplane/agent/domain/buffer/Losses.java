package io.meshplane.agent.domain.buffer;

import java.util.ArrayList;
import java.util.List;

/**
 * What was given up since the node has its buffer. Exact: each record counts once, also when the process ends in between.
 *
 * @param thinnedScrapes taken out between others that were kept
 * @param scrapes dropped, thinning was not enough
 * @param lines of the log
 * @param notes of the agent
 * @param damagedSegments files that could not be read to their end
 */
public record Losses(long thinnedScrapes, long scrapes, long lines, long notes, long damagedSegments) {
    public static final Losses NONE = new Losses(0, 0, 0, 0, 0);

    public Losses plus(Losses other) {
        return new Losses(
                thinnedScrapes + other.thinnedScrapes,
                scrapes + other.scrapes,
                lines + other.lines,
                notes + other.notes,
                damagedSegments + other.damagedSegments);
    }

    public Losses minus(Losses other) {
        return new Losses(
                thinnedScrapes - other.thinnedScrapes,
                scrapes - other.scrapes,
                lines - other.lines,
                notes - other.notes,
                damagedSegments - other.damagedSegments);
    }

    /** A shelf's records that were dropped. */
    public static Losses dropped(Shelf shelf, long units) {
        return switch (shelf) {
            case SCRAPES -> new Losses(0, units, 0, 0, 0);
            case LINES -> new Losses(0, 0, units, 0, 0);
            case NOTES -> new Losses(0, 0, 0, units, 0);
        };
    }

    public static Losses thinned(long scrapes) {
        return new Losses(scrapes, 0, 0, 0, 0);
    }

    public static Losses damaged(long segments) {
        return new Losses(0, 0, 0, 0, segments);
    }

    /** As the text of a note: {@code name=number} for each that is not zero. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        add(words, "thinned_scrapes", thinnedScrapes);
        add(words, "dropped_scrapes", scrapes);
        add(words, "dropped_lines", lines);
        add(words, "dropped_notes", notes);
        add(words, "damaged_segments", damagedSegments);
        return String.join(" ", words);
    }

    private static void add(List<String> words, String name, long count) {
        if (count != 0) words.add(name + "=" + count);
    }
}
