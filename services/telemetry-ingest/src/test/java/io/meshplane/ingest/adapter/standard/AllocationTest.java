package io.meshplane.ingest.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.meshplane.ingest.adapter.standard.body.Coding;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.platform.http.Budget;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A door makes objects per metric at most, not per point. */
class AllocationTest {
    private static final SampleLimits LIMITS = new SampleLimits(20_000, 64, 512, 4096, 900 << 10, 100_000);
    private static final int REQUESTS = 50;

    private final Decoder decoder = new Decoder(LIMITS, 4 << 20, 10, 7, new Budget("b", 16 << 20));

    private long bytesPerValue(Runnable request) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20; i++) request.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < REQUESTS; i++) request.run();
        return (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS / GatewayData.VALUES;
    }

    @Test
    void makesNoObjectsPerPointOfOtlp() {
        byte[] body = Codings.encode(new GatewayData(2).otlp().toByteArray(), Coding.ZSTD);

        long bytes = bytesPerValue(() -> {
            assertThat(decoder.otlpMetrics(body, Coding.ZSTD, false) == null).isTrue();
            decoder.samples().arrange();
            decoder.clear();
        });

        assertThat(bytes).isLessThan(16); // less than one object
    }

    @Test
    void makesNoObjectsPerSampleOfRemoteWrite() {
        byte[] body = Codings.encode(new GatewayData(2).remoteWrite1().toByteArray(), Coding.SNAPPY);

        long bytes = bytesPerValue(() -> {
            assertThat(decoder.remoteWrite(body, Coding.SNAPPY, false) == null).isTrue();
            decoder.samples().arrange();
            decoder.clear();
        });

        assertThat(bytes).isLessThan(16);
    }
}
