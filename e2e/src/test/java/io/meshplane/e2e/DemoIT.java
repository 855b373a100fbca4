package io.meshplane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    @Test
    void tellsTheWholeStory(@TempDir Path folder) throws Exception {
        try (Meshplane demo = Meshplane.run(folder, folder, "demo")) {
            int exitCode = demo.await(Duration.ofMinutes(6));

            System.out.println(demo.printed());
            assertThat(exitCode).as(demo.printed()).isZero();
        }
    }
}
