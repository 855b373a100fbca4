package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of attachments and notes on disk. */
final class AttachmentForm {
    static void write(Attachment attachment, ByteWriter out) {
        out.zigzag(attachment.closedAtMs());
        out.varint(attachment.uptimeSeconds());
        optional(attachment.babelRoutes(), out);
        out.varint(attachment.links().size());
        for (LinkSample link : attachment.links()) {
            out.text(link.interfaceName());
            out.text(link.localAddress());
            out.text(link.peerAddress());
            optional(link.peerId(), out);
            out.varint(link.cost());
            optional(link.rttMicros(), out);
        }
        out.varint(attachment.usage().size());
        for (UsageCounter usage : attachment.usage()) {
            out.text(usage.interfaceName());
            optional(usage.peerId(), out);
            out.fixed64(usage.counterEpoch());
            out.varint(usage.sentBytes());
            out.varint(usage.receivedBytes());
        }
        out.varint(attachment.notes().size());
        for (Note note : attachment.notes()) write(note, out);
    }

    static void write(Losses reported, ByteWriter out) {
        out.varint(reported.thinnedScrapes());
        out.varint(reported.scrapes());
        out.varint(reported.lines());
        out.varint(reported.notes());
        out.varint(reported.damagedSegments());
    }

    static Attachment read(ByteReader in) {
        long closedAtMs = in.zigzag();
        long uptimeSeconds = in.varint();
        Integer routes = optionalInt(in);
        List<LinkSample> links = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            links.add(new LinkSample(
                    in.text(), in.text(), in.text(), optionalText(in), (int) in.varint(), optionalInt(in)));
        }
        List<UsageCounter> usage = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            usage.add(new UsageCounter(in.text(), optionalText(in), in.fixed64(), in.varint(), in.varint()));
        }
        List<Note> notes = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) notes.add(readNote(in));
        return new Attachment(closedAtMs, uptimeSeconds, routes, links, usage, notes);
    }

    static Losses readLosses(ByteReader in) {
        return new Losses(in.varint(), in.varint(), in.varint(), in.varint(), in.varint());
    }

    static byte[] write(Note note) {
        ByteWriter out = new ByteWriter();
        write(note, out);
        return out.toBytes();
    }

    private static void write(Note note, ByteWriter out) {
        out.zigzag(note.atMs());
        out.varint(note.lastedMs());
        out.text(note.kind());
        out.text(note.text());
    }

    static Note readNote(ByteReader in) {
        return new Note(in.zigzag(), in.varint(), in.text(), in.text());
    }

    private static void optional(@Nullable Integer value, ByteWriter out) {
        out.varint(value == null ? 0 : value + 1L);
    }

    private static @Nullable Integer optionalInt(ByteReader in) {
        long value = in.varint();
        return value == 0 ? null : (int) (value - 1);
    }

    private static void optional(@Nullable String text, ByteWriter out) {
        out.text(text == null ? "" : text);
    }

    private static @Nullable String optionalText(ByteReader in) {
        String text = in.text();
        return text.isEmpty() ? null : text;
    }

    private AttachmentForm() {}
}
