package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.Attachment;
import io.meshplane.agent.adapter.disk.BatchContents;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.NumberedBatch;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a simulated node's batches arrive: knows repetitions by their number, and complains of all that must not be. */
final class SimulatedReceiver {
    /** What a batch held, to be compared with its repetition. */
    private record Content(List<Long> times, List<String> lines, List<Note> notes, List<UsageCounter> usage) {}

    private final List<String> complaints;
    private final Map<String, Content> lately = new HashMap<>();
    private final BitSet scrapes = new BitSet();
    private final BitSet lines = new BitSet();
    private final Map<Lane, Long> newest = new EnumMap<>(Lane.class);
    private final Map<String, UsageCounter> usage = new HashMap<>();
    private final List<NumberedBatch> changed = new ArrayList<>();
    private long batches;
    private long repeated;

    SimulatedReceiver(List<String> complaints) {
        this.complaints = complaints;
    }

    void take(NumberedBatch batch, BatchContents contents, Attachment attachment) {
        Content content = content(contents, attachment);
        Content before = lately.putIfAbsent(batch.bootId() + "/" + batch.sequence(), content);
        if (before != null) {
            repeated++;
            if (!before.equals(content)) changed.add(batch);
            return;
        }
        batches++;
        for (long time : content.times()) {
            if (scrapes.get((int) time)) complaints.add("scrape " + time + " came twice");
            scrapes.set((int) time);
            Long newer = newest.put(batch.lane(), time);
            if (newer != null && newer >= time) complaints.add(batch.lane() + ": " + time + " after " + newer);
        }
        for (String line : content.lines()) {
            int number = Integer.parseInt(line.substring("line ".length()));
            if (lines.get(number)) complaints.add(line + " came twice");
            lines.set(number);
        }
        for (UsageCounter one : content.usage()) {
            UsageCounter known = usage.put(SimulatedCounters.key(one), one);
            if (known != null && known.sentBytes() > one.sentBytes()) complaints.add("usage went back: " + one);
        }
    }

    private static Content content(BatchContents contents, Attachment attachment) {
        List<Long> times = new ArrayList<>();
        for (int row = 0; row < contents.metrics().rows(); row++)
            times.add(contents.metrics().timeMs(row));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < contents.lines().count(); i++)
            lines.add(contents.lines().text(i));
        List<Note> notes = new ArrayList<>(contents.notes());
        notes.addAll(attachment.notes());
        return new Content(times, lines, notes, attachment.usage());
    }

    long scrapes() {
        return scrapes.cardinality();
    }

    /** Batches whose repetition was not what had arrived before. */
    List<NumberedBatch> changed() {
        return changed;
    }

    long lines() {
        return lines.cardinality();
    }

    long batches() {
        return batches;
    }

    long repeated() {
        return repeated;
    }

    /** The last value of a counter that arrived; null if none did. */
    @Nullable UsageCounter usage(String key) {
        return usage.get(key);
    }
}
