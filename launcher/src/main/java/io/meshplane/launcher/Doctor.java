package io.meshplane.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** {@code doctor}: what is missing on this machine, and how to get it. */
final class Doctor {
    private static final long GIBIBYTE = 1L << 30;
    private static final long NEEDED_BYTES = 2 * GIBIBYTE;

    /** Real counterparts of what comes along, and what each is for. */
    private static final List<RealPart> REAL_PARTS = List.of(
            new RealPart("knotd", "a real DNS server for the tests of sentinel", "Debian: apt install knot"),
            new RealPart("named", "a second real DNS server for the tests of sentinel", "Debian: apt install bind9"),
            new RealPart("babeld", "real mesh routing, whose links the agent reads", "Debian: apt install babeld"),
            new RealPart("anvil", "a real EVM node for the tests of payment-validator", "npm: @foundry-rs/anvil"),
            new RealPart("dig", "a look at DNS answers by hand; demo uses it", "Debian: apt install bind9-dnsutils"),
            new RealPart(
                    "docker", "docker-compose.yml with official images", "https://docs.docker.com/engine/install"));

    private record RealPart(String program, String purpose, String source) {}

    private final Checkout checkout;

    Doctor(Checkout checkout) {
        this.checkout = checkout;
    }

    /** Prints all findings. @return whether nothing that is needed is missing */
    boolean report(PrintStream out) {
        List<Finding> all = new ArrayList<>(needs());
        all.addAll(ports());
        for (RealPart part : REAL_PARTS) all.add(look(part));
        all.forEach(finding -> out.println(finding.inWords()));
        long missing = all.stream()
                .filter(finding -> finding.level() == Finding.Level.MISSING)
                .count();
        out.println();
        out.println(missing == 0 ? "nothing that is needed is missing" : missing + " of the needed things are missing");
        return missing == 0;
    }

    /** What {@code up} cannot do without. */
    List<Finding> needs() {
        List<Finding> needs = new ArrayList<>();
        needs.add(Finding.good("JDK", Runtime.version() + " in " + System.getProperty("java.home")));
        needs.add(maven());
        needs.add(memory(Memory.availableBytes()));
        needs.add(disk());
        needs.add(platform());
        if (System.getProperty("user.name").equals("root")) needs.add(userNamespaces());
        return needs;
    }

    private static Finding maven() {
        String advice = "Debian: apt install maven; macOS: brew install maven; else https://maven.apache.org";
        Optional<Maven> maven = Maven.find();
        if (maven.isEmpty()) return Finding.missing("Maven", "no mvn on PATH", advice);
        Optional<String> version = maven.get().version();
        if (version.isEmpty())
            return Finding.missing("Maven", maven.get().program() + " does not say its version", advice);
        return Maven.isNewEnough(version.get())
                ? Finding.good("Maven", version.get())
                : Finding.missing("Maven", version.get() + " is older than " + Maven.OLDEST, advice);
    }

    static Finding memory(OptionalLong available) {
        if (available.isEmpty()) return Finding.good("memory", "not known on this system; 2 GiB are needed");
        String text = String.format(Locale.ROOT, "%.1f GiB free", available.getAsLong() / (double) GIBIBYTE);
        return available.getAsLong() >= NEEDED_BYTES
                ? Finding.good("memory", text)
                : Finding.missing("memory", text + ", 2 GiB are needed", "Close something else.");
    }

    private Finding disk() {
        try {
            long free = Files.getFileStore(checkout.root()).getUsableSpace();
            String text = free / GIBIBYTE + " GiB free for " + checkout.root();
            return free >= NEEDED_BYTES
                    ? Finding.good("disk", text)
                    : Finding.missing(
                            "disk", text + ", 2 GiB are needed", "Free some, or put the state elsewhere: --data DIR.");
        } catch (IOException unknown) {
            return Finding.good("disk", "not known: " + unknown.getMessage());
        }
    }

    private static Finding platform() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (Files.exists(Path.of("/etc/alpine-release"))) {
            return Finding.missing(
                    "system", system + " with musl", "PostgreSQL's binaries need glibc: use another distribution.");
        }
        boolean known = (system.startsWith("Linux") || system.startsWith("Mac"))
                && List.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"));
        return known
                ? Finding.good("system", system)
                : Finding.missing(
                        "system", system, "PostgreSQL's binaries are for Linux and macOS on x86-64 and arm64.");
    }

    private static Finding userNamespaces() {
        boolean allowed = false;
        try {
            Process unshare = new ProcessBuilder("unshare", "--user", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            allowed = unshare.waitFor(5, TimeUnit.SECONDS) && unshare.exitValue() == 0;
        } catch (IOException noProgram) {
            return Finding.missing(
                    "user namespaces", "no unshare", "Debian: apt install util-linux; or start as another user.");
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return allowed
                ? Finding.good("user namespaces", "allowed, so PostgreSQL can be started by root")
                : Finding.missing(
                        "user namespaces", "forbidden, and PostgreSQL does not run as root", "Start as another user.");
    }

    private static List<Finding> ports() {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : PortPlan.standard().ports().entrySet()) {
            if (Ports.isFree(entry.getValue())) continue;
            findings.add(Finding.absent(
                    "port " + entry.getValue(),
                    "another process has it, " + entry.getKey() + " would want it",
                    "Unless it is ./meshplane up: --port " + entry.getKey() + "=N or --port-base N."));
        }
        if (findings.isEmpty()) findings.add(Finding.good("ports", "all " + PortPlan.size() + " are free"));
        return findings;
    }

    private static Finding look(RealPart part) {
        return Programs.find(part.program())
                .map(program -> Finding.good(part.program(), program.toString()))
                .orElseGet(() -> Finding.absent(part.program(), "for " + part.purpose(), part.source()));
    }
}
