package io.meshplane.sentinel;

import io.meshplane.testkit.arch.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void followsTheRulesOfTheHouse() {
        HouseRules.check("io.meshplane.sentinel");
    }
}
