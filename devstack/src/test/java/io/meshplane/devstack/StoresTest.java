package io.meshplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real broker and the real database in their process; one for all tests, as each start costs seconds. */
class StoresTest {
    @TempDir
    static Path folder;

    private static Path data;
    private static DevstackProcess stores;

    @BeforeAll
    static void startOverWhatAKilledFirstStartLeft() throws Exception {
        data = folder.resolve("data");
        for (String half : List.of("kafka/log.new.1", "postgres/data.new.1", "postgres/postgres-18.6.0.new.1")) {
            Files.createDirectories(data.resolve(half));
            Files.writeString(data.resolve(half).resolve("PG_VERSION"), "half");
        }
        stores = DevstackProcess.launch("stores", data).awaitReady();
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @Test
    void commitsToTheDiskBeforeItSaysSo() throws Exception {
        assertThat(show("fsync")).isEqualTo("on");
        assertThat(show("synchronous_commit")).isEqualTo("on");
        assertThat(show("full_page_writes")).isEqualTo("on");
    }

    @Test
    void makesOneDatabasePerServiceThatSortsAlikeEverywhere() throws Exception {
        assertThat(query(
                        "registry",
                        "select datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding)"
                                + " from pg_database where datname = current_database()"))
                .isEqualTo("b C.UTF-8 UTF8");
        assertThat(query("payment", "select current_user")).isEqualTo("meshplane");
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        Properties login = new Properties();
        login.setProperty("user", "meshplane");
        login.setProperty("password", "wrong");

        assertThatThrownBy(() ->
                        DriverManager.getConnection(url("registry"), login).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        Path password = Path.of(stores.fact("postgres.password-file"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
    }

    @Test
    void makesTheTopicsOfTheHouse() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stores.fact("kafka.bootstrap")))) {
            assertThat(partitions(admin, "uploads.v1")).isEqualTo(3);
            assertThat(partitions(admin, "sentinel.dead")).isEqualTo(1);
            assertThat(topicConfig(admin, "links.v1", "cleanup.policy")).isEqualTo("compact");
            assertThat(topicConfig(admin, "uploads.v1", "cleanup.policy")).isEqualTo("delete");
            assertThat(topicConfig(admin, "uploads.v1", "retention.ms")).isEqualTo("86400000");
            assertThat(topicConfig(admin, "sentinel.dead", "retention.ms")).isEqualTo("2592000000");
        }
    }

    @Test
    void keepsRecordsAndRowsOverAnOrderlyRestart() throws Exception {
        produce("orderly");
        execute("registry", "create table orderly as select 41 + 1 as answer");

        int exitCode = stores.stop();
        stores = DevstackProcess.launch("stores", data).awaitReady();

        assertThat(exitCode).isZero();
        assertThat(consumeUntil("orderly")).contains("orderly");
        assertThat(query("registry", "select answer from orderly")).isEqualTo("42");
    }

    @Test
    void keepsRecordsAndRowsOverAKill() throws Exception {
        produce("killed");
        execute("payment", "create table killed as select 41 + 1 as answer");
        long orphan = Long.parseLong(stores.fact("postgres.pid"));
        String[] ports = {"--kafka-port", stores.fact("kafka.port"), "--postgres-port", stores.fact("postgres.port")};

        stores.kill();
        assertThat(ProcessHandle.of(orphan)).isPresent();
        stores = DevstackProcess.launch("stores", data, ports).awaitReady();

        assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(consumeUntil("killed")).contains("killed");
        assertThat(query("payment", "select answer from killed")).isEqualTo("42");
    }

    @Test
    void refusesTheFolderAndThePortsOfAnotherInOneLine() throws Exception {
        Path other = folder.resolve("other");
        String port = stores.fact("kafka.port");

        try (DevstackProcess sameFolder = DevstackProcess.launch("stores", data);
                DevstackProcess samePort = DevstackProcess.launch("stores", other, "--kafka-port", port)) {
            assertThat(sameFolder.awaitExit()).isEqualTo(3);
            assertThat(sameFolder.errors()).isEqualTo("stores: another process runs on " + data + "\n");
            assertThat(samePort.awaitExit()).isEqualTo(3);
            assertThat(samePort.errors()).isEqualTo("kafka: another process has port " + port + " of 127.0.0.1\n");
        }
    }

    private static void produce(String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", stores.fact("kafka.bootstrap"), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("usage.v1", 0, "node", value)).get();
        }
    }

    /** What lies in the topic from its start, read until that value comes or a minute is over. */
    private static List<String> consumeUntil(String value) throws IOException {
        Map<String, Object> settings = Map.of("bootstrap.servers", stores.fact("kafka.bootstrap"));
        List<String> values = new ArrayList<>();
        Instant deadline = Instant.now().plusSeconds(60);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("usage.v1", 0)));
            consumer.seekToBeginning(consumer.assignment());
            while (!values.contains(value) && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        Map<String, TopicDescription> topics =
                admin.describeTopics(List.of(topic)).allTopicNames().get();
        return topics.values().iterator().next().partitions().size();
    }

    private static String topicConfig(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return config.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .map(ConfigEntry::value)
                .findFirst()
                .orElseThrow();
    }

    private static String show(String setting) throws Exception {
        return query("registry", "show " + setting);
    }

    private static String query(String database, String sql) throws Exception {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(String database, String sql) throws Exception {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String database) throws Exception {
        String password =
                Files.readString(Path.of(stores.fact("postgres.password-file"))).strip();
        return DriverManager.getConnection(url(database), stores.fact("postgres.user"), password);
    }

    private static String url(String database) throws IOException {
        return "jdbc:postgresql://127.0.0.1:" + stores.fact("postgres.port") + "/" + database;
    }
}
