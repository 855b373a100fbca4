package io.meshplane.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.platform.http.BoundedBody.TooLargeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    /** An answer on its way. */
    private static final class Answer implements Flow.Subscription {
        private final BoundedBody body;
        private boolean hungUp;

        Answer(BoundedBody body) {
            this.body = body;
            body.onSubscribe(this);
        }

        Answer brings(String... parts) {
            for (String part : parts) body.onNext(List.of(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8))));
            return this;
        }

        CompletableFuture<byte[]> read() {
            return body.getBody().toCompletableFuture();
        }

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {
            hungUp = true;
        }
    }

    @Test
    void aBodyOfExactlyTheLimitIsWhole() throws Exception {
        Answer answer = new Answer(BoundedBody.atMost(5)).brings("ab", "", "cde");
        answer.body.onComplete();

        assertThat(answer.read().get()).asString().isEqualTo("abcde");
        assertThat(answer.hungUp).isFalse();
    }

    @Test
    void oneByteMoreFailsAtOnceAndHangsUp() {
        Answer answer = new Answer(BoundedBody.atMost(5)).brings("abc", "def", "ghi");

        assertThat(answer.hungUp).isTrue();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> answer.read().get())
                .withCauseInstanceOf(TooLargeException.class)
                .withMessageContaining("more than 5 bytes");
    }

    @Test
    void whatIsCutKeepsItsHeadAndHangsUp() throws Exception {
        Answer answer = new Answer(BoundedBody.cutAt(5)).brings("abc", "def", "ghi");

        assertThat(answer.read().get()).asString().isEqualTo("abcde");
        assertThat(answer.hungUp).isTrue();
    }

    @Test
    void aShortBodyIsNotCut() throws Exception {
        Answer answer = new Answer(BoundedBody.cutAt(5)).brings("abc");
        answer.body.onComplete();

        assertThat(answer.read().get()).asString().isEqualTo("abc");
        assertThat(answer.hungUp).isFalse();
    }

    @Test
    void severalBuffersAtOnceEndAtTheLimitToo() throws Exception {
        Answer answer = new Answer(BoundedBody.cutAt(3));
        answer.body.onNext(Arrays.asList(
                ByteBuffer.wrap(new byte[2]), ByteBuffer.wrap(new byte[2]), ByteBuffer.wrap(new byte[2])));

        assertThat(answer.read().get()).hasSize(3);
    }

    @Test
    void aConnectionThatDiesIsAFailure() {
        Answer answer = new Answer(BoundedBody.cutAt(5)).brings("abc");
        answer.body.onError(new IOException("reset"));

        assertThat(answer.read()).isCompletedExceptionally();
    }

    @Test
    void aLimitOfNothingIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> BoundedBody.atMost(0));
    }
}
