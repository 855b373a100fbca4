package io.meshplane.bench.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.report.TextTable;
import java.util.List;
import java.util.Locale;

/**
 * What was measured.
 *
 * @param plain one INSERT per posting
 * @param batched the service's statements
 * @param repeated the same transfers again: nothing changes
 * @param reads by size of the books
 * @param driftingBalances must be 0
 */
record LedgerResult(
        MachineFacts machine,
        LedgerOptions options,
        Writes plain,
        Writes batched,
        Writes repeated,
        List<Reads> reads,
        long driftingBalances,
        double loadAfter) {
    static final int VERSION = 1;

    LedgerResult {
        reads = List.copyOf(reads);
    }

    /** Transfers that were written, and the time that it took. */
    record Writes(long transfers, double seconds) {
        double perSecond() {
            return transfers / seconds;
        }
    }

    /**
     * Reads of accounts at random.
     *
     * @param page the last 100 entries of an account
     */
    record Reads(long entries, Spread balance, Spread page, Spread opening) {}

    /** Milliseconds. */
    record Spread(double median, double p99) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f / %.2f", median, p99);
        }
    }

    boolean hasFailed() {
        return driftingBalances != 0;
    }

    double ratio() {
        return batched.perSecond() / plain.perSecond();
    }

    String inWords() {
        TextTable writes = new TextTable(List.of("writes", "transfers", "transfers/s", "x plain"));
        row(writes, "one plain INSERT per posting", plain);
        row(writes, "batches of " + options.batch() + ", " + options.clients() + " clients", batched);
        row(writes, "the same again", repeated);
        TextTable table =
                new TextTable(List.of("reads, ms, median / p99", "balance", "100 entries", "opening balance"));
        for (Reads one : reads) {
            table.row(List.of(
                    one.entries() + " entries",
                    one.balance().toString(),
                    one.page().toString(),
                    one.opening().toString()));
        }
        return machine.inWords() + "\n\n" + writes.render() + "\n" + table.render() + "\nbalances that drift: "
                + driftingBalances + String.format(Locale.ROOT, "; load after %.1f%n", loadAfter);
    }

    private void row(TextTable table, String name, Writes writes) {
        table.row(List.of(
                name,
                Long.toString(writes.transfers()),
                String.format(Locale.ROOT, "%.0f", writes.perSecond()),
                String.format(Locale.ROOT, "%.1f", writes.perSecond() / plain.perSecond())));
    }

    String json() {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode().put("suite", "ledger").put("version", VERSION);
        root.putObject("machine")
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("system", machine.system())
                .put("java", machine.java())
                .put("load_before", machine.loadBefore())
                .put("load_after", loadAfter);
        root.put("batch", options.batch()).put("clients", options.clients());
        root.set("plain", writes(mapper, plain));
        root.set("batched", writes(mapper, batched));
        root.set("repeated", writes(mapper, repeated));
        root.put("batched_to_plain_ratio", ratio());
        ArrayNode sizes = root.putArray("reads");
        for (Reads one : reads) {
            ObjectNode size = sizes.addObject().put("entries", one.entries());
            spread(size, "balance", one.balance());
            spread(size, "page_of_100", one.page());
            spread(size, "opening_balance", one.opening());
        }
        root.put("drifting_balances", driftingBalances);
        try {
            return mapper.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static ObjectNode writes(ObjectMapper mapper, Writes writes) {
        return mapper.createObjectNode()
                .put("transfers", writes.transfers())
                .put("seconds", writes.seconds())
                .put("transfers_per_second", writes.perSecond());
    }

    private static void spread(ObjectNode size, String name, Spread spread) {
        size.put(name + "_median_ms", spread.median()).put(name + "_p99_ms", spread.p99());
    }
}
