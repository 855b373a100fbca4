package io.meshplane.payment;

import io.meshplane.testkit.arch.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.meshplane.payment");
    }
}
