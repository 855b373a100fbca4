package io.meshplane.bench.ledger;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.ledger.LedgerResult.Reads;
import io.meshplane.bench.ledger.LedgerResult.Spread;
import io.meshplane.bench.ledger.LedgerResult.Writes;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.report.MachineFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code bench ledger}: measures and prints. */
public final class LedgerBench {
    private static final long PLAIN_TRANSFERS = 5_000;
    private static final long FIRST_SIZE_ENTRIES = 100_000;

    private final PrintStream out;
    private final PrintStream err;

    /**
     * A bench.
     *
     * @param out for figures, nothing else
     * @param err told what is being measured
     */
    public LedgerBench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Measures and prints.
     *
     * @return exit code: failed if a balance is not the sum of its entries
     */
    public int run(LedgerOptions options) throws Unusable, InterruptedException {
        LedgerResult result;
        try (Guard guard = Guard.begin();
                LedgerStore store = LedgerStore.start(checkout(), guard)) {
            result = measure(options, store);
        } catch (IOException | SQLException failed) {
            throw new Unusable(Unusable.FAILED, "the ledger failed: " + failed.getMessage());
        }
        out.print(options.json() ? result.json() : result.inWords());
        out.flush();
        return result.hasFailed() ? Unusable.FAILED : 0;
    }

    private LedgerResult measure(LedgerOptions options, LedgerStore store)
            throws SQLException, IOException, InterruptedException, Unusable {
        MachineFacts machine = MachineFacts.now();
        LedgerWriter writer = new LedgerWriter(store, options);
        tell("one plain INSERT per posting");
        Writes plain = writer.plain(PLAIN_TRANSFERS);
        List<Reads> reads = new ArrayList<>();
        Writes batched = new Writes(0, 0);
        long written = 0;
        for (long size = Math.min(FIRST_SIZE_ENTRIES, options.entries()); ; size *= 10) {
            long entries = Math.min(size, options.entries());
            tell("up to " + entries + " entries");
            Writes more = writer.batched(written, entries / 2);
            batched = new Writes(batched.transfers() + more.transfers(), batched.seconds() + more.seconds());
            written = entries / 2;
            reads.add(reads(store, entries));
            if (entries == options.entries()) break;
        }
        tell("the same again");
        Writes repeated = writer.batched(0, Math.min(written, FIRST_SIZE_ENTRIES));
        tell("the audit");
        return new LedgerResult(
                machine,
                options,
                plain,
                batched,
                repeated,
                reads,
                writer.driftingBalances(),
                MachineFacts.now().loadBefore());
    }

    private static Reads reads(LedgerStore store, long entries) throws SQLException, IOException {
        try (LedgerReader reader = new LedgerReader(store)) {
            Spread balance = reader.balances();
            Spread page = reader.pages();
            return new Reads(entries, balance, page, reader.openings());
        }
    }

    /** The folder of the checkout whose build is measured. */
    private static Path checkout() {
        return Path.of(System.getProperty("meshplane.root", ""))
                .toAbsolutePath()
                .normalize();
    }

    private void tell(String words) {
        err.println("bench: " + words);
    }
}
