package io.meshplane.bench.ledger;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.stack.Readiness;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The real PostgreSQL of devstack, durable as in `up`, with the schema and the statements of the checkout's payment-validator. */
final class LedgerStore implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String SERVICE = "services/payment-validator/src/main/resources/";

    private final Child child;
    private final Path checkout;
    private final Properties facts;

    private LedgerStore(Child child, Path checkout, Properties facts) {
        this.child = child;
        this.checkout = checkout;
        this.facts = facts;
    }

    static LedgerStore start(Path checkout, Guard guard)
            throws IOException, InterruptedException, Unusable, SQLException {
        Path data = guard.folder().resolve("stack");
        List<String> command = List.of(
                Programs.java(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-jar",
                checkout.resolve("devstack/target/devstack.jar").toString(),
                "stores",
                "--data",
                data.toString(),
                "--parts",
                "postgres",
                "--postgres-port",
                "0",
                "--parent",
                Long.toString(ProcessHandle.current().pid()));
        Child child = Child.start("stores", command, Map.of(), guard);
        try {
            Path ready = data.resolve("run").resolve("stores.properties");
            Readiness.await(child, START_LIMIT, () -> Files.exists(ready));
            Properties facts = new Properties();
            try (Reader reader = Files.newBufferedReader(ready)) {
                facts.load(reader);
            }
            LedgerStore store = new LedgerStore(child, checkout, facts);
            store.migrate();
            return store;
        } catch (IOException | InterruptedException | Unusable | SQLException failure) {
            child.close();
            throw failure;
        }
    }

    /** A connection of its own; commits each statement unless told otherwise. */
    Connection connect() throws SQLException, IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + facts.getProperty("postgres.port") + "/payment";
        String password = Files.readString(Path.of(facts.getProperty("postgres.password-file")))
                .strip();
        return DriverManager.getConnection(url, facts.getProperty("postgres.user"), password);
    }

    /** A statement of the service, with a question mark for its parameter. */
    String statement(String name) throws IOException {
        String text = Files.readString(checkout.resolve(SERVICE + "ledger/" + name + ".sql"));
        return text.replaceAll("(?m)^--.*\n", "").replace(":transfers", "?");
    }

    private void migrate() throws SQLException, IOException {
        try (Stream<Path> files = Files.list(checkout.resolve(SERVICE + "db/migration"));
                Connection connection = connect();
                Statement statement = connection.createStatement()) {
            List<Path> inOrder =
                    files.sorted(Comparator.comparingInt(LedgerStore::number)).toList();
            for (Path file : inOrder) statement.execute(Files.readString(file));
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf('_')));
    }

    @Override
    public void close() {
        child.close();
    }
}
