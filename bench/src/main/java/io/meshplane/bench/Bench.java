package io.meshplane.bench;

import io.meshplane.bench.agent.AgentBench;
import io.meshplane.bench.agent.AgentOptions;
import io.meshplane.bench.ledger.LedgerBench;
import io.meshplane.bench.ledger.LedgerOptions;
import io.meshplane.bench.payments.PaymentsBench;
import io.meshplane.bench.payments.PaymentsOptions;
import io.meshplane.bench.routes.RoutesBench;
import io.meshplane.bench.routes.RoutesOptions;
import io.meshplane.bench.sentinel.SentinelBench;
import io.meshplane.bench.sentinel.SentinelOptions;
import io.meshplane.bench.telemetry.TelemetryBench;
import io.meshplane.bench.telemetry.TelemetryOptions;
import java.util.List;

/** Entry point of {@code ./meshplane bench}. */
public final class Bench {
    static final String USAGE = """
            usage: ./meshplane bench <suite>

            """
            + String.join(
                    "\n",
                    TelemetryOptions.USAGE,
                    PaymentsOptions.USAGE,
                    RoutesOptions.USAGE,
                    AgentOptions.USAGE,
                    LedgerOptions.USAGE,
                    SentinelOptions.USAGE);

    public static void main(String[] arguments) throws InterruptedException {
        followParent();
        int exitCode;
        try {
            exitCode = run(List.of(arguments));
        } catch (Unusable unusable) {
            System.err.println("bench: " + unusable.sentence());
            if (unusable.exitCode() == Unusable.USAGE) System.err.println("(./meshplane bench shows the usage)");
            exitCode = unusable.exitCode();
        }
        System.exit(exitCode); // threads of libraries would go on
    }

    /** Ends with the process that started this one, and named itself. */
    private static void followParent() {
        String parent = System.getenv("MESHPLANE_PARENT_PID");
        if (parent == null) return;
        ProcessHandle.of(Long.parseLong(parent)).ifPresent(handle -> {
            var _ = handle.onExit().thenRun(() -> System.exit(Unusable.FAILED));
        });
    }

    private static int run(List<String> words) throws Unusable, InterruptedException {
        String suite = words.isEmpty() ? "help" : words.getFirst();
        List<String> rest = words.subList(Math.min(1, words.size()), words.size());
        return switch (suite) {
            case "telemetry" -> new TelemetryBench(System.out, System.err).run(TelemetryOptions.parse(rest));
            case "payments" -> new PaymentsBench(System.out, System.err).run(PaymentsOptions.parse(rest));
            case "routes" -> new RoutesBench(System.out, System.err).run(RoutesOptions.parse(rest));
            case "agent" -> new AgentBench(System.out, System.err).run(AgentOptions.parse(rest));
            case "ledger" -> new LedgerBench(System.out, System.err).run(LedgerOptions.parse(rest));
            case "sentinel" -> new SentinelBench(System.out, System.err).run(SentinelOptions.parse(rest));
            case "help", "--help", "-h" -> {
                System.out.print(USAGE);
                yield 0;
            }
            default -> throw new Unusable(Unusable.USAGE, "no suite is called " + suite);
        };
    }

    private Bench() {}
}
