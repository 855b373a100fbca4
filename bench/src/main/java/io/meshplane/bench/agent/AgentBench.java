package io.meshplane.bench.agent;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.report.MachineFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code bench agent}: runs the packaged agent as routers do, and tells what it took. */
public final class AgentBench {
    private final PrintStream out;
    private final PrintStream err;
    private final RoleRun.Pace pace;

    /**
     * A bench in real time.
     *
     * @param out for figures, nothing else
     * @param err told what is being measured
     */
    public AgentBench(PrintStream out, PrintStream err) {
        this(out, err, RoleRun.Pace.REAL);
    }

    AgentBench(PrintStream out, PrintStream err, RoleRun.Pace pace) {
        this.out = out;
        this.err = err;
        this.pace = pace;
    }

    /**
     * Measures and prints.
     *
     * @return exit code: not 0 if the door refused something, or nothing came
     * @throws Unusable if a process ended on the way, or the agent is not built
     */
    public int run(AgentOptions options) throws Unusable, InterruptedException {
        MachineFacts machine = MachineFacts.now();
        String uncounted = whyNotCounted();
        if (!uncounted.isEmpty()) tell("IP bytes are not counted: " + uncounted);
        tell("%s for %d s"
                .formatted(
                        options.roles().stream().map(Role::word).sorted().collect(Collectors.joining(" and ")),
                        options.length().toSeconds()));
        List<RoleFigure> figures = measure(options, uncounted.isEmpty());
        AgentResult result = new AgentResult(
                machine, options, uncounted, figures, MachineFacts.now().loadBefore());
        out.print(options.json() ? AgentJson.of(result) : AgentTables.of(result));
        out.flush();
        return result.hasFailed() ? Unusable.FAILED : 0;
    }

    private List<RoleFigure> measure(AgentOptions options, boolean counted) throws Unusable, InterruptedException {
        Path checkout = Path.of(System.getProperty("meshplane.root", ""))
                .toAbsolutePath()
                .normalize();
        if (!Files.isReadable(checkout.resolve("edge/agent/target/agent.jar"))) {
            throw new Unusable(Unusable.FAILED, "the agent is not built: no edge/agent/target/agent.jar");
        }
        List<Role> roles = options.roles().stream().sorted().toList();
        try (Guard guard = Guard.begin();
                ExecutorService each = Executors.newFixedThreadPool(roles.size())) {
            List<Future<RoleFigure>> running = new ArrayList<>();
            for (Role role : roles) {
                running.add(each.submit(() -> {
                    try (RoleRun run = new RoleRun(checkout, role, options, counted, pace, guard)) {
                        return run.measure(options.length());
                    }
                }));
            }
            List<RoleFigure> figures = new ArrayList<>();
            for (Future<RoleFigure> one : running) figures.add(one.get());
            return figures;
        } catch (IOException e) {
            throw new Unusable(Unusable.FAILED, String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unusable unusable) throw unusable;
            throw new Unusable(Unusable.FAILED, String.valueOf(e.getCause()));
        }
    }

    /** What is missing here to count bytes on a cable between two network namespaces; empty if nothing is. */
    private static String whyNotCounted() {
        String missing = Stream.of("ip", "unshare", "nsenter")
                .filter(program -> Programs.find(program, Optional.empty()).isEmpty())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) return "not installed: " + missing + " (packages iproute2 and util-linux)";
        return "root".equals(System.getProperty("user.name")) ? "" : "only root makes network namespaces";
    }

    private void tell(String words) {
        err.println("bench: " + words);
    }
}
