package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Keccak256;
import io.meshplane.chain.Wallet;
import io.meshplane.launcher.AotCaches.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemPlanTest {
    @TempDir
    private Path temporary = Path.of("");

    private SystemPlan plan(int mesh) throws Exception {
        DataFolder folder = DataFolder.claim(temporary.resolve("data"));
        Files.createDirectories(folder.path().resolve("secrets"));
        Files.writeString(folder.secret("postgres.password"), "hunter2\n");
        UpOptions options =
                new UpOptions(mesh, Optional.empty(), folder.path(), false, PortPlan.standard(), true, true);
        return new SystemPlan(
                new Checkout(Path.of("/checkout")), folder, options, new AotCaches(folder.aot()), Mode.OFF);
    }

    private static Part part(List<Part> parts, String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void startsNothingBeforeWhatItNeeds() throws Exception {
        Set<String> earlier = new HashSet<>();
        for (Part part : plan(3).parts()) {
            assertThat(earlier).containsAll(part.after());
            earlier.add(part.name());
        }
    }

    @Test
    void hasOneProcessForEachServiceBesideStoresStandinsAndAgent() throws Exception {
        assertThat(plan(0).parts().stream().map(Part::name))
                .containsExactly(
                        "stores",
                        "standins",
                        "registry",
                        "telemetry-ingest",
                        "payment-validator",
                        "route-service",
                        "sentinel",
                        "agent");
    }

    @Test
    void addsTheMeshOnlyWhenAskedFor() throws Exception {
        assertThat(plan(1).parts()).extracting(Part::name).contains("mesh");
    }

    @Test
    void handsSecretsOverInTheEnvironmentOnly() throws Exception {
        Part.Command command =
                part(plan(0).parts(), "payment-validator").preparation().command();

        assertThat(command.environment())
                .containsEntry("MESHPLANE_DATABASE_PASSWORD", "hunter2")
                .containsEntry("MESHPLANE_DATABASE", "postgresql://127.0.0.1:7432/payment")
                .containsEntry("MESHPLANE_KAFKA", "127.0.0.1:7092")
                .containsEntry(
                        "MESHPLANE_CHAIN_NODES",
                        "a=http://127.0.0.1:7545,b=http://127.0.0.1:7546,"
                                + "c=http://127.0.0.1:7547,d=http://127.0.0.1:7548");
        assertThat(command.words()).noneMatch(word -> word.contains("hunter2"));
        assertThat(command.toString()).doesNotContain("hunter2");
    }

    @Test
    void tellsEveryProcessWhoseDeathItMustNotSurvive() throws Exception {
        String pid = String.valueOf(ProcessHandle.current().pid());

        assertThat(part(plan(0).parts(), "stores").preparation().command().words())
                .containsSequence("--parent", pid);
    }

    @Test
    void paysTheFirstDevelopmentAccount() {
        assertThat(SystemPlan.PAYEE)
                .isEqualTo(Wallet.of(Keccak256.hash("meshplane dev account 0"))
                        .address()
                        .toString());
    }
}
