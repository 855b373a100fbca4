package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.domain.buffer.Losses;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.NumberedBatch;
import io.meshplane.agent.domain.shipping.Positions;
import io.meshplane.agent.domain.shipping.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** How far shipping is, on disk: positions, and what open batches hold beside their records. Whole or absent, never half. */
final class ShippingFile {
    private static final int VERSION = 1;

    /**
     * The content of the file.
     *
     * @param open what each open batch holds beside its records
     * @param reported losses that notes told of so far
     */
    record Kept(Positions positions, Map<Lane, Attachment> open, Losses reported) {
        Kept {
            open = Map.copyOf(open);
            for (Lane lane : Lane.values()) {
                if (positions.open(lane) != null && !open.containsKey(lane)) {
                    throw new IllegalArgumentException("the open batch of " + lane + " has no attachment");
                }
            }
        }
    }

    private final Path file;

    ShippingFile(Path file) {
        this.file = file;
    }

    /** Empty if there is none, or if it is damaged: then all that is in the buffer counts as not sent. */
    Optional<Kept> read() throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < 8 || !Arrays.equals(sealed(Arrays.copyOf(bytes, bytes.length - 8)), bytes)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(new ByteReader(bytes)));
        } catch (IllegalArgumentException e) { // of another version
            return Optional.empty();
        }
    }

    void write(Kept kept) throws IOException {
        ByteWriter out = new ByteWriter();
        Positions positions = kept.positions();
        out.u8(VERSION);
        out.varint(positions.liveFrom());
        out.varint(positions.backlog().size());
        for (Span span : positions.backlog()) write(span, out);
        AttachmentForm.write(kept.reported(), out);
        for (Lane lane : Lane.values()) write(positions.open(lane), kept.open().get(lane), out);
        DurableFiles.write(file, sealed(out.toBytes()));
    }

    private static byte[] sealed(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        ByteWriter out = new ByteWriter();
        out.raw(content);
        out.fixed64(crc.getValue());
        return out.toBytes();
    }

    private static void write(@Nullable NumberedBatch batch, @Nullable Attachment attachment, ByteWriter out) {
        if (batch == null || attachment == null) {
            out.u8(0);
            return;
        }
        out.u8(1);
        out.fixed64(batch.bootId());
        out.varint(batch.sequence());
        write(batch.span(), out);
        AttachmentForm.write(attachment, out);
    }

    private static Kept read(ByteReader in) {
        if (in.u8() != VERSION) throw new IllegalArgumentException("another version");
        long liveFrom = in.varint();
        List<Span> backlog = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) backlog.add(new Span(in.varint(), in.varint()));
        Losses reported = AttachmentForm.readLosses(in);
        Map<Lane, NumberedBatch> batches = new TreeMap<>();
        Map<Lane, Attachment> attachments = new TreeMap<>();
        for (Lane lane : Lane.values()) {
            if (in.u8() == 0) continue;
            batches.put(lane, new NumberedBatch(lane, in.fixed64(), in.varint(), new Span(in.varint(), in.varint())));
            attachments.put(lane, AttachmentForm.read(in));
        }
        Positions positions = new Positions(liveFrom, backlog, batches.get(Lane.LIVE), batches.get(Lane.BACKLOG));
        return new Kept(positions, attachments, reported);
    }

    private static void write(Span span, ByteWriter out) {
        out.varint(span.from());
        out.varint(span.to());
    }
}
