package io.meshplane.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LedgerLoadTest {
    @Test
    void makesTheSameTransferOfTheSameNumber() {
        assertThat(LedgerLoad.transfer(7)).isEqualTo(LedgerLoad.transfer(7));
        assertThat(LedgerLoad.transfer(7).id())
                .isNotEqualTo(LedgerLoad.transfer(8).id());
    }

    @Test
    void writesABatchAsTheServiceReadsIt() throws IOException {
        JsonNode batch = new ObjectMapper().readTree(LedgerLoad.json(10, 13));

        assertThat(batch).hasSize(3);
        LedgerLoad.Transfer first = LedgerLoad.transfer(10);
        assertThat(batch.get(0).get("id").asText()).isEqualTo(first.id());
        assertThat(batch.get(0).get("amount").asText()).isEqualTo(Long.toString(first.amount()));
        assertThat(batch.get(0).get("debit").asText()).matches("node:n[a-z]{26}");
        assertThat(batch.get(0).get("credit").asText()).matches("revenue:n[a-z]{26}");
    }

    @Test
    void movesSomethingEachTime() {
        for (long number = 0; number < 10_000; number++) {
            assertThat(LedgerLoad.transfer(number).amount()).isPositive();
        }
    }
}
