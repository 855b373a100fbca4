package io.meshplane.bench.payments;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.payments.PaymentsOptions.Part;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.simulation.payment.Campaign;
import io.meshplane.simulation.payment.Flaw;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code bench payments}: measures what was asked for and prints it. */
public final class PaymentsBench {
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A bench.
     *
     * @param out for figures, nothing else
     * @param err told what is being measured
     */
    public PaymentsBench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Measures and prints.
     *
     * @return exit code: not 0 if a verdict was wrong or missing, or a trial broke a promise
     * @throws Unusable if something on the way failed
     */
    public int run(PaymentsOptions options) throws Unusable, InterruptedException {
        PaymentsResult result = measure(options);
        out.print(options.json() ? PaymentsJson.of(result) : PaymentsTables.of(result));
        out.flush();
        return result.hasFailed() ? Unusable.FAILED : 0;
    }

    private PaymentsResult measure(PaymentsOptions options) throws Unusable, InterruptedException {
        MachineFacts machine = MachineFacts.now();
        List<ProofFigure> proofs = options.parts().contains(Part.PROOF)
                ? new ProofBench(options.quick(), this::tell).measure()
                : List.of();
        Optional<ClaimsFigure> claims = options.parts().contains(Part.CLAIMS)
                ? Optional.of(new ClaimsBench(checkout(), options.rate(), options.quick(), this::tell).measure())
                : Optional.empty();
        long begun = System.nanoTime();
        Optional<Campaign.Result> simulation =
                options.parts().contains(Part.SIMULATION) ? Optional.of(simulate(options)) : Optional.empty();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new PaymentsResult(
                machine,
                options,
                proofs,
                claims,
                simulation,
                seconds,
                MachineFacts.now().loadBefore());
    }

    private Campaign.Result simulate(PaymentsOptions options) {
        tell("simulation: " + options.trials() + " trials");
        return Campaign.run(options.trials(), options.seed(), Flaw.NONE);
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
