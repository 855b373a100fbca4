package io.meshplane.ingest.adapter.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request on its event loop and keeps no more of it than the limit. */
final class BodyReader {
    private final int maxBytes;
    private final Buffer body;
    private boolean over;

    private BodyReader(int maxBytes, int expectedBytes) {
        this.maxBytes = maxBytes;
        this.body = Buffer.buffer(expectedBytes);
    }

    /**
     * Reads to the end; what comes over the limit is passed over. How much and how slowly may come at all is the platform's matter.
     *
     * @param whole given the body, or null if it was over the limit; not called if the connection dies first
     */
    static void read(HttpServerRequest request, int maxBytes, Consumer<byte @Nullable []> whole) {
        String length = request.getHeader("Content-Length");
        int expected = length == null || length.length() > 7 ? 0 : Math.min(maxBytes, Integer.parseInt(length));
        BodyReader reader = new BodyReader(maxBytes, expected);
        request.handler(reader::take);
        request.endHandler(_ -> whole.accept(reader.over ? null : reader.body.getBytes()));
        request.resume();
    }

    private void take(Buffer part) {
        if (over || part.length() > maxBytes - body.length()) over = true;
        else body.appendBuffer(part);
    }
}
