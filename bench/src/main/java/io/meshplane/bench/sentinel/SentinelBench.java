package io.meshplane.bench.sentinel;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.sentinel.SentinelOptions.Part;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bench sentinel}: measures what was asked for and prints it. */
public final class SentinelBench {
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A bench.
     *
     * @param out for figures, nothing else
     * @param err told what is being measured
     */
    public SentinelBench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Measures and prints.
     *
     * @return exit code; 0 = everything was measured, whatever the goals
     * @throws Unusable if Knot is not installed, a process does not come up, or a record is not as it was written
     */
    public int run(SentinelOptions options) throws Unusable, InterruptedException {
        MachineFacts machine = MachineFacts.now();
        List<Comparison> figures = new ArrayList<>();
        if (options.parts().contains(Part.FAILOVER)) {
            figures.addAll(new FailoverBench(checkout(), options.rounds(), this::tell).measure());
        }
        if (options.parts().contains(Part.LOSS)) {
            figures.addAll(new LossBench(options.seeds(), options.days(), this::tell).measure());
        }
        if (options.parts().contains(Part.COST)) figures.addAll(new CostBench(checkout(), this::tell).measure());
        if (options.parts().contains(Part.RECORDS)) figures.addAll(new RecordsBench(this::tell).measure());
        SentinelReport report = new SentinelReport(
                machine, options, figures, missing(), MachineFacts.now().loadBefore());
        out.print(options.json() ? report.json() : report.inWords());
        out.flush();
        return 0;
    }

    private static List<String> missing() {
        List<String> notes = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            if (!peer.isInstalled()) {
                notes.add(peer.title + " is not installed, so its figures are missing: " + peer.howToInstall);
            }
        }
        return notes;
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
