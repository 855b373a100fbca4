package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckoutTest {
    private final Checkout checkout = new Checkout(Path.of(System.getProperty("meshplane.root", "..")));

    @Test
    void namesModulesThatExistEachAfterThoseItNeeds() {
        Set<String> earlier = new HashSet<>();
        for (Checkout.Module module : checkout.modules()) {
            assertThat(checkout.root().resolve(module.path()).resolve("pom.xml"))
                    .exists();
            assertThat(earlier).containsAll(module.needs());
            earlier.add(module.path());
        }
    }

    @Test
    void looksForLibrariesOfThisVersion() throws IOException {
        String pom = Files.readString(checkout.root().resolve("pom.xml"));

        assertThat(checkout.modules().getFirst().artifact().toString()).endsWith("contracts-0.1.0-SNAPSHOT.jar");
        assertThat(pom).contains("<version>0.1.0-SNAPSHOT</version>");
    }

    @Test
    void bringsItsTopologiesAlong() {
        assertThat(checkout.topology()).exists();
        assertThat(checkout.demoTopology()).exists();
    }
}
