package io.meshplane.route;

import io.meshplane.testkit.arch.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.meshplane.route");
    }
}
