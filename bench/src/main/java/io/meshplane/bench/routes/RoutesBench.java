package io.meshplane.bench.routes;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.routes.RoutesOptions.Part;
import io.meshplane.bench.routes.engine.EngineBench;
import io.meshplane.bench.routes.reroute.RerouteBench;
import io.meshplane.bench.routes.topology.MeshFile;
import io.meshplane.bench.routes.topology.TopologyBench;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code bench routes}: measures what was asked for and prints it. */
public final class RoutesBench {
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A bench.
     *
     * @param out for figures, nothing else
     * @param err told what is being measured
     */
    public RoutesBench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Measures and prints.
     *
     * @return exit code; 0 = every answer was right, whatever the goals
     * @throws Unusable if a topology cannot be read, or a process does not come up
     */
    public int run(RoutesOptions options) throws Unusable, InterruptedException {
        MachineFacts machine = MachineFacts.now();
        Findings findings = new Findings();
        List<MeshFile> meshes = options.parts().contains(Part.TOPOLOGY) ? meshes(options) : List.of();
        if (options.parts().contains(Part.ENGINE)) {
            new EngineBench(options.seed(), options.quick(), this::tell).measure(findings);
        }
        for (MeshFile mesh : meshes) {
            tell("topology: " + mesh.name());
            new TopologyBench(mesh, options.seed(), options.quick()).measure(findings);
        }
        if (options.parts().contains(Part.REROUTE)) {
            new RerouteBench(checkout(), options.seed(), options.quick(), this::tell).measure(findings);
        }
        double loadAfter = MachineFacts.now().loadBefore();
        out.print(
                options.json()
                        ? RoutesJson.of(findings, machine, loadAfter, options)
                        : RoutesTables.of(findings, machine, loadAfter, options));
        out.flush();
        return findings.isRight() ? 0 : Unusable.FAILED;
    }

    private static List<MeshFile> meshes(RoutesOptions options) throws Unusable {
        List<Path> files = options.topologies().isEmpty()
                ? List.of(checkout().resolve("launcher/topologies/nyc-mesh.csv"))
                : options.topologies();
        List<MeshFile> meshes = new java.util.ArrayList<>();
        for (Path file : files) meshes.add(MeshFile.read(file));
        return meshes;
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
