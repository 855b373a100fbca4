package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.buffer.Losses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what the buffer gave up, on disk. A loss is written down together with the step that makes it, before the step: a process
 * that ends in between finds the step here and finishes it, without counting again.
 */
final class LossLedger {
    private final Path file;
    private Losses written;
    private Losses unwritten = Losses.NONE;
    private String step;

    private LossLedger(Path file, Losses written, String step) {
        this.file = file;
        this.written = written;
        this.step = step;
    }

    static LossLedger open(Path file) throws IOException {
        Map<String, String> entries = new HashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readString(file).split("\n")) {
                String[] words = line.split(" ", 2);
                if (words.length == 2) entries.put(words[0], words[1]);
            }
        }
        Losses losses = new Losses(
                count(entries, "thinned_scrapes"),
                count(entries, "scrapes"),
                count(entries, "lines"),
                count(entries, "notes"),
                count(entries, "damaged_segments"));
        return new LossLedger(file, losses, entries.getOrDefault("step", ""));
    }

    private static long count(Map<String, String> entries, String name) {
        try {
            return Long.parseLong(entries.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The step that was written down last; it may be done already. */
    String step() {
        return step;
    }

    Losses total() {
        return written.plus(unwritten);
    }

    /** Counts what is lost already; it is written with the next step, or by {@link #save}. */
    void count(Losses more) {
        unwritten = unwritten.plus(more);
    }

    /** Writes a loss and the step that makes it; the step may be done when this returns. */
    void before(String nextStep, Losses more) throws IOException {
        write(total().plus(more), nextStep);
    }

    void save() throws IOException {
        if (!unwritten.equals(Losses.NONE)) write(total(), step);
    }

    private void write(Losses total, String nextStep) throws IOException {
        String text = String.join(
                "\n",
                "thinned_scrapes " + total.thinnedScrapes(),
                "scrapes " + total.scrapes(),
                "lines " + total.lines(),
                "notes " + total.notes(),
                "damaged_segments " + total.damagedSegments(),
                "step " + nextStep,
                "");
        DurableFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
        written = total;
        unwritten = Losses.NONE;
        step = nextStep;
    }
}
