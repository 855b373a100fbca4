package io.meshplane.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docker-compose.yml, held against itself and against the sources. */
class ComposeTest {
    private static final ObjectNode COMPOSE = YamlFiles.one(Checkout.path("docker-compose.yml"));
    private static final List<ServiceFacts> SERVICES = ServiceFacts.all();

    private static List<String> broken(ObjectNode compose) {
        return Stream.concat(
                        ComposeRules.broken(compose).stream(), ComposeServiceRules.broken(compose, SERVICES).stream())
                .toList();
    }

    @Test
    void breaksNoRule() {
        assertThat(broken(COMPOSE)).isEmpty();
    }

    @Test
    void hasTheFiveServicesOfTheSources() {
        assertThat(SERVICES)
                .extracting(ServiceFacts::name)
                .containsExactlyInAnyOrder(
                        "registry", "telemetry-ingest", "payment-validator", "route-service", "sentinel");
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            services/registry/environment/MESHPLANE_KAFAK | 'kafka:9092' | no configuration key is set by MESHPLANE_KAFAK
            services/sentinel/environment/MESHPLANE_KAFKA | - | meshplane.kafka is left at its default
            services/registry/environment/MESHPLANE_DATABASE | - | meshplane.database is left at its default
            services/agent/environment/MESHPLANE_AGENT_REGISTER | 'x' | no option is set by MESHPLANE_AGENT_REGISTER
            services/registry/ports | ['127.0.0.1:7100:7100'] | does not publish 127.0.0.1:7101:7101
            services/knot/ports | ['53:5353'] | is open to other hosts
            services/registry/healthcheck/test | ['CMD', 'healthy', '7201', '/health'] | registry: the health check is not
            services/kafka/read_only | - | kafka: read_only is missing
            services/knot/cap_drop | - | knot: cap_drop ALL is missing
            services/knot/security_opt | - | knot: no-new-privileges is missing
            services/postgres/mem_limit | - | postgres: mem_limit is missing
            services/agent/user | '0:0' | user is not a number above 0
            services/knot/tmpfs | ['/rundir:uid=53', '/config'] | knot: has no /tmp to write to
            services/knot/tmpfs | ['/tmp', '/rundir:uid=53'] | knot: the image's volume /config has no name
            services/postgres/volumes | ['postgres:/var/lib/postgresql/data'] | volume /var/lib/postgresql has no name
            services/kafka/image | 'bitnami/kafka:4.4.0' | neither ours nor an official name
            services/postgres/image | 'postgres:latest' | neither ours nor an official name
            services/agent/mem_limits | '1g' | unknown field mem_limits
            services/agent/networks | ['bakc'] | networks: bakc is used and not defined
            services/sentinel/secrets | - | secrets: tsig.key is defined and not used
            services/agent/volumes | - | volumes: agent is defined and not used
            services/agent/volumes | ['./nowhere:/nowhere'] | there is no file ./nowhere
            services/topics/depends_on/kafak | {'condition': 'service_healthy'} | depends on kafak, which is not there
            services/registry/depends_on/topics | {'condition': 'service_started'} | not until service_completed_successfully
            services/agent/restart | - | agent: restart is missing
            services/chain/healthcheck | - | chain: healthcheck is missing
            networks/back/internal | - | networks: back is not internal
            services/kafka/networks | ['front'] | kafka: not on back only
            services/registry/build/target | 'servcie' | the Dockerfile has no stage AS servcie
            services/route-service | - | is no service of the compose file
            """)
    void refuses(String at, String value, String complaint) {
        ObjectNode compose = COMPOSE.deepCopy();

        Mistake.make(compose, "/" + at, value);

        assertThat(broken(compose)).anySatisfy(sentence -> assertThat(sentence).contains(complaint));
    }

    @Test
    void namesTheVersionsThatTheDevstackRuns() {
        String kafka = version("pom.xml", "kafka-broker.version");
        String postgres = version("devstack/pom.xml", "postgres.version");

        assertThat(service(COMPOSE, "kafka").path("image").asText()).isEqualTo("apache/kafka:" + kafka);
        assertThat(service(COMPOSE, "postgres").path("image").asText())
                .isEqualTo("postgres:" + postgres.replaceFirst("\\..*", ""));
    }

    /** Its start script runs once, on an empty volume: interrupted, it leaves a server that answers and has no databases. */
    @Test
    void callsPostgresHealthyOnlyWithTheDatabaseThatIsMadeLast() {
        Matcher made = Pattern.compile("for service in .* (\\w+); do")
                .matcher(Checkout.text("deploy/compose/postgres-databases.sh"));

        assertThat(made.find()).isTrue();
        assertThat(service(COMPOSE, "postgres").path("healthcheck").path("test").toString())
                .contains("pg_isready -h 127.0.0.1 -U postgres && psql -U postgres -d " + made.group(1) + " -c");
    }

    /** Files in the tmpfs of a read-only container are memory, and nothing deletes old ones. */
    @Test
    void letsKafkaWriteItsLogsToTheConsoleOnly() {
        ObjectNode logging = YamlFiles.one(Checkout.path("deploy/compose/kafka-log4j2.yaml"));
        ObjectNode kafka = service(COMPOSE, "kafka");

        assertThat(YamlFiles.names(logging.at("/Configuration/Appenders"))).containsExactly("Console");
        assertThat(YamlFiles.texts(kafka.path("volumes")))
                .contains("./deploy/compose/kafka-log4j2.yaml:/mnt/shared/config/log4j2.yaml:ro");
        assertThat(kafka.path("environment").path("KAFKA_GC_LOG_OPTS").asText()).isEqualTo("-Xlog:gc=off");
    }

    @Test
    void buildsFromOfficialImagesAndRunsAsNobodySpecial() {
        String dockerfile = Checkout.text("deploy/compose/Dockerfile");

        assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM ")).map(line -> line.split(" ")[1]))
                .containsExactly("maven:3.9-eclipse-temurin-25", "eclipse-temurin:25-jre", "run", "run", "run");
        assertThat(dockerfile)
                .contains("\nUSER 10001:10001\n")
                .doesNotContain("syntax=")
                .doesNotContain("@sha256");
        assertThat(Checkout.text(".dockerignore").lines()).contains("deploy/compose/secrets", "**/target", ".git");
        assertThat(Checkout.text("deploy/compose/.gitignore").lines()).contains("secrets/");
    }

    @Test
    void hasAllSecretsMadeByTheScriptAndKeepsThemAtTheSecondRun(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("make-secrets.sh");
        Files.copy(Checkout.path("deploy/compose/make-secrets.sh"), script);

        run(script);
        String first = Checkout.text(folder.resolve("secrets/registry.properties"));
        run(script);

        assertThat(Checkout.files(folder.resolve("secrets"), ""))
                .extracting(f -> f.getFileName().toString())
                .containsExactlyElementsOf(new TreeSet<>(YamlFiles.names(COMPOSE.path("secrets"))));
        assertThat(Checkout.text(folder.resolve("secrets/registry.properties"))).isEqualTo(first);
        assertThat(first)
                .containsPattern("meshplane\\.database\\.user=registry\nmeshplane\\.database\\.password=[\\w-]{43}\n");
        assertThat(Checkout.text(folder.resolve("secrets/tsig.key")))
                .matches(Pattern.compile("sentinel\\.mesh\\.test\\.:hmac-sha256:[A-Za-z0-9+/]{43}=\n"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets"))))
                .isEqualTo("rwx------");
    }

    private static void run(Path script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("bash", script.toString()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static String version(String pom, String property) {
        Matcher matcher =
                Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<").matcher(Checkout.text(pom));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static ObjectNode service(ObjectNode compose, String name) {
        return compose.withObject("/services/" + name);
    }
}
