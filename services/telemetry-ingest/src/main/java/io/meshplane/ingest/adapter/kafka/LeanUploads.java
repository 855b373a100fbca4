package io.meshplane.ingest.adapter.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.ingest.wire.ProtoBytes;
import io.meshplane.ingest.wire.ProtoReader;
import java.nio.ByteBuffer;

/** Reads all of an upload but its series, which are nearly all of it and of which its readers here make nothing. */
public final class LeanUploads {
    /** Fields with the series, their texts and times. */
    private static final int STRINGS = 12;

    private static final int SERIES = 14;

    /**
     * Reads an upload.
     *
     * @throws InvalidProtocolBufferException if the bytes are none
     */
    public static UploadAccepted read(byte[] record) throws InvalidProtocolBufferException {
        ProtoReader reader = new ProtoReader();
        reader.open(record, 0, record.length);
        ProtoBytes lean = new ProtoBytes(1024, Math.max(1, record.length));
        while (reader.next()) {
            int start = reader.tagStart();
            int field = reader.tag() >>> 3;
            reader.skip();
            if (reader.isBroken()) break;
            if (field < STRINGS || field > SERIES) lean.raw(record, start, reader.at());
        }
        if (reader.isBroken()) throw new InvalidProtocolBufferException("no upload");
        UploadAccepted upload = UploadAccepted.parseFrom(ByteBuffer.wrap(lean.bytes(), 0, lean.size()));
        if (upload.getNodeId().isEmpty() || upload.getNetworkId().isEmpty()) {
            throw new InvalidProtocolBufferException("an upload of nobody");
        }
        return upload;
    }

    private LeanUploads() {}
}
