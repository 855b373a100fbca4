package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.adapter.disk.SegmentLog.Segment;
import io.meshplane.agent.domain.shipping.Span;
import java.io.IOException;
import java.util.List;

/** Writes every second scrape of two neighbouring segments into one, beside them; what was delivered is left out. */
final class Thinning {
    private final SegmentLog log;
    private final List<Span> waiting;
    private long seen;
    private long taken;
    private int damaged;

    Thinning(SegmentLog log, List<Span> waiting) {
        this.log = log;
        this.waiting = waiting;
    }

    /** Writes it as the temporary file of that name, durably. */
    void write(Segment first, Segment second, SegmentName name) throws IOException {
        try (SegmentWriter out = SegmentWriter.create(name.temporaryIn(log.folder()), name.firstIndex(), log.type())) {
            ScrapeWriter form = new ScrapeWriter();
            copy(first, form, out);
            copy(second, form, out);
            out.sync();
        }
    }

    /** Scrapes that are left. */
    long kept() {
        return taken;
    }

    /** Scrapes that were waiting and are not there any more. */
    long removed() {
        return seen - taken;
    }

    /** Segments that could not be read to their end; what was read of them is kept. */
    int damaged() {
        return damaged;
    }

    private void copy(Segment segment, ScrapeWriter form, SegmentWriter out) throws IOException {
        ScrapeReader scrapes = new ScrapeReader();
        try (SegmentReader in = new SegmentReader(log.file(segment), log.type())) {
            SegmentReader.Step step = in.next();
            for (; step == SegmentReader.Step.RECORD; step = in.next()) {
                scrapes.read(in.payload());
                if (waiting.stream().noneMatch(span -> span.contains(in.index()))) continue;
                if (seen++ % 2 != 0) continue;
                out.append(in.index(), form.write(scrapes.scrape()));
                taken++;
            }
            if (step == SegmentReader.Step.DAMAGED) damaged++;
        } catch (IllegalArgumentException e) { // by another version of this program
            damaged++;
        }
    }
}
