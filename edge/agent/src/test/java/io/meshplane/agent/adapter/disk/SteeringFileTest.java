package io.meshplane.agent.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.agent.adapter.disk.SteeringFile.Kept;
import io.meshplane.agent.domain.steering.BabelSettings;
import io.meshplane.agent.domain.steering.BabelSettings.Cost;
import io.meshplane.agent.domain.steering.Probation;
import io.meshplane.agent.domain.steering.Steering;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeringFileTest {
    @TempDir
    private Path data;

    @Test
    void knowsNothingAtFirst() throws IOException {
        assertThat(new SteeringFile(data).read()).isEqualTo(Kept.NOTHING);
    }

    @Test
    void keepsEverythingThatMustOutliveTheProcess() throws IOException {
        BabelSettings confirmed = new BabelSettings(
                "\"1\"",
                Map.of("w0", new Cost(300, Instant.parse("2026-11-30T12:00:00.001Z")), "w1", new Cost(400, null)),
                Map.of("w0", BigInteger.TWO.pow(255)));
        BabelSettings tried = new BabelSettings("W/\"2\"", Map.of(), Map.of());
        Probation probation = new Probation(confirmed, tried, null, "\"0\"");
        Steering steering = Steering.resumed(Map.of("w0", 300), "w1");

        new SteeringFile(data).write(new Kept(probation, steering));

        assertThat(new SteeringFile(data).read()).isEqualTo(new Kept(probation, steering));
    }

    @Test
    void keepsThatNothingIsKnown() throws IOException {
        new SteeringFile(data).write(Kept.NOTHING);

        assertThat(new SteeringFile(data).read()).isEqualTo(Kept.NOTHING);
    }

    @Test
    void saysThatItIsDamaged() throws IOException {
        SteeringFile file = new SteeringFile(data);
        file.write(new Kept(Probation.NOTHING_YET, Steering.resumed(Map.of("w0", 300), null)));
        Path path = data.resolve("babel-steering");
        String whole = Files.readString(path);

        for (int cut = 0; cut < whole.length() - 1; cut++) {
            Files.writeString(path, whole.substring(0, cut));

            assertThatThrownBy(file::read).as("cut at %s", cut).isInstanceOf(IOException.class);
        }
        Files.writeString(path, whole.replace("set w0 300", "set w0 x"));
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("damaged");
    }
}
