package io.meshplane.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** deploy/kubernetes: every object parsed strictly, and held against the sources. */
class KubernetesTest {
    private static final List<ServiceFacts> SERVICES = ServiceFacts.all();

    private static final KubernetesModels MODELS = new KubernetesModels(Checkout.path("deploy/target/definitions"));

    private static List<ObjectNode> overlay(String name) {
        return Kustomize.build(Checkout.path("deploy/kubernetes/overlays/" + name));
    }

    private static List<String> errors(List<ObjectNode> objects) {
        return objects.stream()
                .flatMap(o -> MODELS.errors(o).stream().map(e -> o.path("kind").asText() + ": " + e))
                .toList();
    }

    private static List<String> broken(String overlay, List<ObjectNode> objects) {
        List<String> broken = new ArrayList<>(errors(objects));
        broken.addAll(OverlayRules.broken(objects, SERVICES));
        if (overlay.equals("production")) broken.addAll(OverlayRules.brokenInProduction(objects, SERVICES));
        return broken;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void breaksNoRule(String overlay) {
        assertThat(broken(overlay, overlay(overlay))).isEmpty();
    }

    @Test
    void givesAnExampleOfAnIngressThatParses() {
        assertThat(errors(
                        YamlFiles.objects(Checkout.path("deploy/kubernetes/overlays/production/ingress-example.yaml"))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2} = {3}: {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Deployment | registry | spec/replica | 2 | replica
            Deployment | registry | spec/selector | - | selector
            Deployment | registry | spec/template/spec/containers/0/imagePulPolicy | 'Always' | imagePulPolicy
            Deployment | registry | spec/template/spec/containers/0/env/0/name | 'MESHPLANE_DATABSE_USER' | is set by MESHPLANE_DATABSE_USER
            Deployment | sentinel | spec/template/spec/containers/0/ports/1/containerPort | 7204 | port management is not 7205
            Deployment | sentinel | spec/template/spec/containers/0/ports/1/containerPort | '7205' | containerPort: STRING found, NUMBER expected
            Deployment | sentinel | spec/template/spec/containers/0/startupProbe/httpGet/path | '/health' | startupProbe does not ask for
            Deployment | sentinel | spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem | - | can write to its image
            Deployment | sentinel | spec/template/spec/containers/0/resources/limits | - | has no limits
            Deployment | sentinel | spec/template/spec/containers/0/resources/limits/memory | 'much' | QuantityFormatException
            Deployment | sentinel | spec/template/metadata/labels/app.kubernetes.io~1part-of | - | default-deny does not hold
            Deployment | sentinel | spec/template/spec/topologySpreadConstraints | - | not spread over zones
            Deployment | sentinel | spec/template/spec/containers/0/image | 'meshplane/sentinel' | the image has no version
            Service | registry | spec/ports/0/port | 80 | has not port 7101
            PodDisruptionBudget | registry | metadata/name | 'registrar' | no PodDisruptionBudget
            HorizontalPodAutoscaler | registry | spec/scaleTargetRef/name | 'registrar' | no HorizontalPodAutoscaler
            HorizontalPodAutoscaler | registry | spec/minReplicas | 1 | fewer than two replicas
            HorizontalPodAutoscaler | payment-validator | spec/maxReplicas | 13 | more replicas than the 12 partitions
            NetworkPolicy | registry | spec/podSelector | {} | no NetworkPolicy
            NetworkPolicy | default-deny | spec/ingress | [{}] | denies not everything
            ConfigMap | payment-validator | data/MESHPLANE_CHAIN_NODES | - | meshplane.chain.nodes is left at its default
            ConfigMap | registry | data/MESHPLANE_HTTP_PORT | 7101 | MESHPLANE_HTTP_PORT: NUMBER found, STRING expected
            ConfigMap | meshplane | data/MESHPLANE_ISSUER | - | meshplane.issuer is left at its default
            ConfigMap | meshplane | data/KAFKA_SSL_KEYSTORE_LOCATON | 'x' | is set by KAFKA_SSL_KEYSTORE_LOCATON
            Kafka | meshplane | spec/kafka/listenrs | [] | listenrs
            KafkaNodePool | brokers | spec/roles | ['brokr'] | $.spec.roles[0]
            KafkaTopic | nodes.v1 | spec/partition | 3 | partition
            KafkaTopic | nodes.v1 | spec/partitions | '3' | string found, integer expected
            KafkaUser | registry | spec/authorization/acls | [] | its KafkaUser may use []
            Cluster | postgres | spec/instance | 3 | instance
            Database | payment | spec/owner | - | owner
            """)
    void refuses(String kind, String name, String at, String value, String complaint) {
        List<ObjectNode> objects = overlay("production");

        Mistake.make(DeploymentRules.find(objects, kind, name).orElseThrow(), "/" + at, value);

        assertThat(broken("production", objects))
                .anySatisfy(sentence -> assertThat(sentence).contains(complaint));
    }

    /** Settings such as TLS come to a client only through {@code KafkaConnection}, or through a channel. */
    @Test
    void hasNoKafkaClientThatKnowsTheAddressOnly() {
        assertThat(Stream.of("services", "platform", "platform-outbox")
                        .flatMap(folder -> Checkout.files(Checkout.path(folder), ".java").stream())
                        .filter(file -> file.toString().contains("/src/main/"))
                        .filter(file -> Checkout.text(file).contains("BOOTSTRAP_SERVERS_CONFIG")
                                || Checkout.text(file).contains("(name = \"kafka.bootstrap.servers\")")))
                .isEmpty();
    }

    @Test
    void documentsEverySecretThatAPersonHasToMake() {
        List<ObjectNode> objects = overlay("production");
        TreeSet<String> named = new TreeSet<>();
        for (ObjectNode object : objects) {
            object.findValues("secretKeyRef")
                    .forEach(reference -> named.add(reference.path("name").asText()));
            object.findValues("passwordSecret")
                    .forEach(reference -> named.add(reference.path("name").asText()));
            object.findValues("secretName").forEach(reference -> named.add(reference.asText()));
        }
        // Strimzi makes these
        objects.stream()
                .filter(object -> object.path("kind").asText().equals("KafkaUser"))
                .forEach(user -> named.remove(user.at("/metadata/name").asText()));

        String guide = Checkout.text("docs/deploy.md");

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(secret -> assertThat(guide).contains("secret generic " + secret + " "));
    }
}
