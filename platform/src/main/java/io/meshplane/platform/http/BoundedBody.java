package io.meshplane.platform.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects the body of somebody else's answer as it streams in, and hangs up at its limit: no more of it is ever in memory. */
public final class BoundedBody implements BodySubscriber<byte[]> {
    private final int bytesMax;
    private final boolean cuts;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription upstream;

    private BoundedBody(int bytesMax, boolean cuts) {
        if (bytesMax < 1) throw new IllegalArgumentException("bytes < 1: " + bytesMax);
        this.bytesMax = bytesMax;
        this.cuts = cuts;
    }

    /** The body is larger than it may be. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(int bytesMax) {
            super("more than " + bytesMax + " bytes");
        }
    }

    /** A larger body is cut: its first bytes are enough, such as those of a refusal for people. */
    public static BoundedBody cutAt(int bytesMax) {
        return new BoundedBody(bytesMax, true);
    }

    /** A larger body fails with {@link TooLargeException} at the first byte too many. */
    public static BoundedBody atMost(int bytesMax) {
        return new BoundedBody(bytesMax, false);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone()) return;
            collect(buffer);
        }
    }

    private void collect(ByteBuffer buffer) {
        int room = bytesMax - collected.size();
        byte[] bytes = new byte[Math.min(buffer.remaining(), room)];
        buffer.get(bytes);
        collected.writeBytes(bytes);
        if (cuts && collected.size() == bytesMax) body.complete(collected.toByteArray());
        else if (buffer.hasRemaining()) body.completeExceptionally(new TooLargeException(bytesMax));
        if (body.isDone() && upstream != null) upstream.cancel();
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(collected.toByteArray());
    }
}
