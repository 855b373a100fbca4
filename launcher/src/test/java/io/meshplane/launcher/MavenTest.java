package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MavenTest {
    @ParameterizedTest
    @CsvSource({"3.8.5,false", "3.8.6,true", "3.8.10,true", "3.9.0,true", "4.0.0,true", "2.9.9,false"})
    void comparesVersionsAsNumbers(String version, boolean newEnough) {
        assertThat(Maven.isNewEnough(version)).isEqualTo(newEnough);
    }

    @Test
    void followsABuildByItsLog() {
        List<String> log = List.of(
                "[INFO] Scanning for projects...",
                "[INFO] Downloaded from central: https://repo.example/a.pom (1.2 kB at 3 kB/s)",
                "[INFO] Building Meshplane contracts 0.1.0-SNAPSHOT                       [2/12]",
                "[INFO] Building jar: /x/contracts/target/contracts.jar",
                "[INFO] Downloaded from central: https://repo.example/a.jar (1.2 kB at 3 kB/s)");

        MavenProgress progress = MavenProgress.NONE;
        for (String line : log) progress = progress.after(line);

        assertThat(progress).isEqualTo(new MavenProgress("Meshplane contracts", 2, 12, 2));
        assertThat(progress.inWords()).isEqualTo("Meshplane contracts, 2 of 12, 2 files fetched");
    }
}
