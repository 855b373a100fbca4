package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.buffer.Shelf;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the disk does not take at the moment, in memory: bounded, oldest dropped first and counted. */
final class Overflow {
    /** Something on its way to the disk. */
    sealed interface Item {
        record OfScrape(Scrape scrape) implements Item {}

        record OfLines(List<byte[]> lines) implements Item {}

        record OfNote(Note note) implements Item {}

        default int sizeBytes() {
            return switch (this) {
                case OfScrape(Scrape scrape) -> scrape.sizeBytes();
                case OfLines(List<byte[]> lines) ->
                    64 + lines.stream().mapToInt(line -> 24 + line.length).sum();
                case OfNote(Note note) -> 128 + note.text().length();
            };
        }

        default Losses lost() {
            return switch (this) {
                case OfScrape _ -> Losses.dropped(Shelf.SCRAPES, 1);
                case OfLines(List<byte[]> lines) -> Losses.dropped(Shelf.LINES, lines.size());
                case OfNote _ -> Losses.dropped(Shelf.NOTES, 1);
            };
        }
    }

    private final int maxBytes;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private int bytes;

    Overflow(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds it behind the others; returns what had to go for it. */
    Losses add(Item item) {
        items.add(item);
        bytes += item.sizeBytes();
        Losses lost = Losses.NONE;
        while (bytes > maxBytes && items.size() > 1) {
            Item oldest = items.remove();
            bytes -= oldest.sizeBytes();
            lost = lost.plus(oldest.lost());
        }
        return lost;
    }

    @Nullable Item first() {
        return items.peek();
    }

    void removeFirst() {
        bytes -= items.remove().sizeBytes();
    }

    int size() {
        return items.size();
    }
}
