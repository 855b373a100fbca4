package io.meshplane.agent;

import io.meshplane.agent.AgentConfig.Simulation;
import io.meshplane.contracts.id.NetworkId;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of the agent: {@code --name value} on the command line, else {@code MESHPLANE_AGENT_NAME} in the environment,
 * else {@code name=value} in the file that {@code --config} names.
 */
public final class AgentOptions {
    /** For {@code --help}. */
    public static final String USAGE = """
            usage: agent --registry URL --ingest URL --data FOLDER [options]
                   agent wallet-text --data FOLDER --payment-address 0x… --network NETWORK
              --enrolment-token TOKEN          single-use token of this node, for its first start
              --enrolment-token-file FILE      the same, in a file
              --authorities FILE               of PEM, who may vouch for both servers (default: those that the JVM knows)
              --name NAME                      what people call this node (default: the host's name)
              --payment-address 0x…            the wallet that pays for this node
              --payment-signature 0x…          that wallet's, over the line that wallet-text prints, for its first start
              --payment-signature-file FILE    the same, in a file
              --babel-socket HOST:PORT|PATH    local socket of babeld (default: none)
              --babel-config FILE              babeld's own configuration: what its interfaces are like beside their cost
              --routes URL                     of route-service, by whose settings babeld goes (default: by its own)
              --log journal|FILE               log to report as well: systemd's journal, or a file (default: none)
              --precision METRIC=STEP,…        steps to round values to, such as babel_rtt_ms=0.1 (default: lossless)
              --interval TIME                  between two samples (default 5s)
              --batch TIME                     that a batch covers (default 10s; in format 2 by role:
                                               gateway 1m, others 5m)
              --spool SIZE                     of batches that wait on disk (default 64MiB)
              --host-root FOLDER               of the host's file system, whose proc and sys are read (default: /)
              --status-port PORT               on 127.0.0.1, 0 = any free one (default 7110)
              --parent PID                     end when that process does
              --config FILE                    of name=value lines, for what is not given here
            simulation of many nodes in one process:
              --simulate NODES --topology FILE --seed NUMBER --enrolment-tokens FILE
            wallet-text prints what the wallet has to sign, for the network that the node will join (docs/wallet-proof.md); it makes
            the node's key if there is none yet
            """;

    private static final List<String> NAMES = List.of(
            "registry",
            "ingest",
            "authorities",
            "data",
            "enrolment-token",
            "enrolment-token-file",
            "name",
            "payment-address",
            "payment-signature",
            "payment-signature-file",
            "network",
            "babel-socket",
            "babel-config",
            "routes",
            "log",
            "precision",
            "interval",
            "batch",
            "spool",
            "host-root",
            "status-port",
            "parent",
            "config",
            "simulate",
            "topology",
            "seed",
            "enrolment-tokens");

    private final Map<String, String> arguments;
    private final Map<String, String> environment;
    private final Map<String, String> file;

    private AgentOptions(Map<String, String> arguments, Map<String, String> environment, Map<String, String> file) {
        this.arguments = arguments;
        this.environment = environment;
        this.file = file;
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException naming the option that is wrong or missing
     * @throws IOException if a file that an option names cannot be read
     */
    public static AgentConfig read(String[] args, Map<String, String> environment) throws IOException {
        return of(args, environment).config();
    }

    /**
     * Reads what {@code wallet-text} needs; all other options are allowed, so that it may share the agent's file.
     *
     * @throws IllegalArgumentException naming the option that is wrong or missing
     * @throws IOException if a file that an option names cannot be read
     */
    public static WalletText readWalletText(String[] args, Map<String, String> environment) throws IOException {
        AgentOptions options = of(args, environment);
        return new WalletText(
                options.required("data", Path::of),
                options.required("payment-address", OptionForms::address),
                options.required("network", NetworkId::new));
    }

    private static AgentOptions of(String[] args, Map<String, String> environment) throws IOException {
        Map<String, String> arguments = arguments(args);
        AgentOptions first = new AgentOptions(arguments, environment, Map.of());
        String config = first.text("config");
        Map<String, String> file = config == null ? Map.of() : file(Path.of(config));
        return new AgentOptions(arguments, environment, file);
    }

    private static Map<String, String> arguments(String[] args) {
        Map<String, String> arguments = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
            if (!args[i].startsWith("--") || !NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown option " + args[i]);
            }
            if (i + 1 == args.length) throw new IllegalArgumentException(args[i] + " needs a value");
            arguments.put(name, args[i + 1]);
        }
        return arguments;
    }

    private static Map<String, String> file(Path path) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        }
        Map<String, String> options = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (!NAMES.contains(name)) throw new IllegalArgumentException("unknown option " + name + " in " + path);
            options.put(name, properties.getProperty(name));
        }
        return options;
    }

    private AgentConfig config() throws IOException {
        return new AgentConfig(
                required("registry", OptionForms::url),
                required("ingest", OptionForms::url),
                optional("authorities", null, OptionForms::readable),
                required("data", Path::of),
                optional("name", hostName(), Function.identity()),
                textOrFile("enrolment-token"),
                optional("payment-address", null, OptionForms::address),
                paymentSignature(),
                optional("status-port", 7110, OptionForms::port),
                optional("interval", Duration.ofSeconds(5), OptionForms::time),
                optional("batch", null, OptionForms::time),
                optional("spool", 64L << 20, OptionForms::size),
                optional("host-root", Path.of("/"), Path::of),
                text("babel-socket"),
                optional("babel-config", null, OptionForms::readable),
                routes(),
                optional("log", null, OptionForms::log),
                optional("precision", Map.of(), OptionForms::precision),
                optional("parent", null, Long::valueOf),
                simulation());
    }

    private @Nullable URI routes() {
        URI routes = optional("routes", null, OptionForms::url);
        if (routes != null) required("babel-socket", Function.identity());
        return routes;
    }

    private @Nullable String paymentSignature() throws IOException {
        String signature = textOrFile("payment-signature");
        if (signature == null) return null;
        required("payment-address", Function.identity());
        return parsed("payment-signature", signature, OptionForms::signature);
    }

    private @Nullable Simulation simulation() {
        if (text("simulate") == null) return null;
        return new Simulation(
                required("simulate", Integer::valueOf),
                required("topology", Path::of),
                optional("seed", 1L, Long::valueOf),
                optional("enrolment-tokens", null, Path::of));
    }

    private @Nullable String textOrFile(String name) throws IOException {
        String path = text(name + "-file");
        return path == null ? text(name) : Files.readString(Path.of(path)).strip();
    }

    private <T> T required(String name, Function<String, T> parse) {
        String value = text(name);
        if (value == null) throw new IllegalArgumentException("--" + name + " is missing");
        return parsed(name, value, parse);
    }

    private <T extends @Nullable Object> T optional(String name, T otherwise, Function<String, T> parse) {
        String value = text(name);
        return value == null ? otherwise : parsed(name, value, parse);
    }

    private static <T extends @Nullable Object> T parsed(String name, String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--" + name + ": " + e.getMessage(), e);
        }
    }

    private @Nullable String text(String name) {
        String variable = "MESHPLANE_AGENT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        for (String value : Arrays.asList(arguments.get(name), environment.get(variable), file.get(name))) {
            if (value != null && !value.isBlank()) return value.strip();
        }
        return null;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
