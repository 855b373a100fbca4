package io.meshplane.ingest.adapter.kafka;

import io.meshplane.contracts.event.BootCursorState;
import io.meshplane.contracts.event.CursorAdvanced;
import io.meshplane.ingest.domain.BootCursor;
import io.meshplane.ingest.domain.Cursor;
import io.meshplane.ingest.domain.Range;
import java.util.ArrayList;
import java.util.List;

/** A cursor as it lies on {@code cursors.v1}: whole, so that a restart forgets nothing. */
public final class CursorEvents {

    /** Writes a cursor; partition and offset are those of the node's upload up to which it was kept. */
    public static CursorAdvanced write(String nodeId, String networkId, Cursor cursor, int partition, long offset) {
        CursorAdvanced.Builder value = CursorAdvanced.newBuilder()
                .setNodeId(nodeId)
                .setNetworkId(networkId)
                .setUploadsPartition(partition)
                .setUploadsOffset(offset)
                .setNewestOffset(cursor.newestOffset());
        for (BootCursor boot : cursor.boots()) value.addBoots(write(boot));
        return value.build();
    }

    private static BootCursorState write(BootCursor boot) {
        BootCursorState.Builder value = BootCursorState.newBuilder()
                .setBootId(boot.bootId())
                .setHighest(boot.highest())
                .setMissing(boot.missing())
                .setClosedAtMs(boot.closedAtMs());
        for (Range range : boot.open()) value.addOpen(range.first()).addOpen(range.last());
        return value.build();
    }

    /**
     * Reads a cursor.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Cursor read(CursorAdvanced value) {
        List<BootCursor> boots = new ArrayList<>(value.getBootsCount());
        for (BootCursorState boot : value.getBootsList()) boots.add(read(boot));
        if (boots.isEmpty()) throw new IllegalArgumentException("a cursor of no boot");
        return new Cursor(boots.getFirst(), boots.subList(1, boots.size()), value.getNewestOffset(), false);
    }

    private static BootCursor read(BootCursorState boot) {
        if (boot.getOpenCount() % 2 != 0) throw new IllegalArgumentException("half a range");
        List<Range> open = new ArrayList<>(boot.getOpenCount() / 2);
        for (int i = 0; i < boot.getOpenCount(); i += 2) open.add(new Range(boot.getOpen(i), boot.getOpen(i + 1)));
        return new BootCursor(boot.getBootId(), boot.getHighest(), boot.getMissing(), open, boot.getClosedAtMs());
    }

    private CursorEvents() {}
}
