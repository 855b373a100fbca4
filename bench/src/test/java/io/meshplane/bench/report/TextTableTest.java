package io.meshplane.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void putsNamesToTheLeftAndNumbersToTheRight() {
        TextTable table = new TextTable(List.of("what", "bytes", "×"))
                .row(List.of("a longer name", "1,024", "1.0"))
                .row(List.of("b", "7"));

        assertThat(table.render()).isEqualTo("""
                what           bytes    ×
                a longer name  1,024  1.0
                b                  7
                """);
    }
}
