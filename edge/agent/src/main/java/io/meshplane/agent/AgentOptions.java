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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
              --log journal|FILE               log to report as well: systemd's journal, or a file (default: none)
              --precision METRIC=STEP,…        steps to round values to, such as babel_rtt_ms=0.1 (default: lossless)
              --interval TIME                  between two samples (default 5s)
              --batch TIME                     that a batch covers (default 10s; in format 2 by role:
                                               gateway 1m, others 5m)
              --spool SIZE                     of batches that wait on disk (default 64MiB)
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
            "log",
            "precision",
            "interval",
            "batch",
            "spool",
            "status-port",
            "parent",
            "config",
            "simulate",
            "topology",
            "seed",
            "enrolment-tokens");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Pattern STEP = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]{0,199})=(\\d{1,9}(?:\\.\\d{1,9})?)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)");

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
                options.required("payment-address", AgentOptions::address),
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
                required("registry", AgentOptions::url),
                required("ingest", AgentOptions::url),
                optional("authorities", null, AgentOptions::readable),
                required("data", Path::of),
                optional("name", hostName(), Function.identity()),
                textOrFile("enrolment-token"),
                optional("payment-address", null, AgentOptions::address),
                paymentSignature(),
                optional("status-port", 7110, AgentOptions::port),
                optional("interval", Duration.ofSeconds(5), AgentOptions::time),
                optional("batch", null, AgentOptions::time),
                optional("spool", 64L << 20, AgentOptions::size),
                text("babel-socket"),
                optional("log", null, AgentOptions::log),
                optional("precision", Map.of(), AgentOptions::precision),
                optional("parent", null, Long::valueOf),
                simulation());
    }

    private @Nullable String paymentSignature() throws IOException {
        String signature = textOrFile("payment-signature");
        if (signature == null) return null;
        required("payment-address", Function.identity());
        return parsed("payment-signature", signature, AgentOptions::signature);
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

    private static URI url(String text) {
        URI uri = URI.create(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("an http or https URL is expected");
        }
        return uri;
    }

    private static Path readable(String text) {
        Path path = Path.of(text);
        if (!Files.isReadable(path)) throw new IllegalArgumentException("a file that can be read is expected");
        return path;
    }

    private static String address(String text) {
        if (!text.matches("0x[0-9a-fA-F]{40}")) throw new IllegalArgumentException("0x and 40 hex digits are expected");
        return text;
    }

    private static String signature(String text) {
        if (!text.matches("0x[0-9a-fA-F]{130}"))
            throw new IllegalArgumentException("0x and 130 hex digits are expected");
        return text;
    }

    private static String log(String text) {
        if (text.equals("journal") || Path.of(text).isAbsolute()) return text;
        throw new IllegalArgumentException("journal or an absolute path is expected");
    }

    private static Map<String, Double> precision(String text) {
        Map<String, Double> steps = new HashMap<>();
        for (String one : text.split(",", -1)) {
            Matcher step = STEP.matcher(one.strip());
            double value = step.matches() ? Double.parseDouble(step.group(2)) : 0;
            if (value <= 0) throw new IllegalArgumentException("metric=step is expected, with a step above 0");
            steps.put(step.group(1), value);
        }
        return steps;
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("0-65535 is expected");
        return port;
    }

    private static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) throw new IllegalArgumentException("a time such as 500ms, 5s or 1m is expected");
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static long size(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) throw new IllegalArgumentException("a size such as 512KiB or 64MiB is expected");
        int shift = switch (size.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
        };
        return Long.parseLong(size.group(1)) << shift;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
