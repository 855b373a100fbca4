package io.meshplane.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What must hold of docker-compose.yml by itself; {@link ComposeServiceRules} holds it against the sources. */
final class ComposeRules {
    /** Images of others, by their official names and with a version; digests would tie us to one architecture's build. */
    private static final List<Pattern> OFFICIAL = List.of(
            Pattern.compile("apache/kafka:[0-9]+\\.[0-9]+\\.[0-9]+"),
            Pattern.compile("postgres:[0-9]+"),
            Pattern.compile("cznic/knot:[0-9]+\\.[0-9]+"));

    /** What the Dockerfiles of those images declare as volumes. */
    private static final Map<String, List<String>> OFFICIAL_VOLUMES = Map.of(
            "apache/kafka", List.of("/etc/kafka/secrets", "/mnt/shared/config", "/var/lib/kafka/data"),
            "postgres", List.of("/var/lib/postgresql"),
            "cznic/knot", List.of("/config", "/rundir", "/storage"));

    private static final Pattern OURS = Pattern.compile("meshplane/[a-z-]+:[0-9]+\\.[0-9]+\\.[0-9]+");
    private static final Pattern USER = Pattern.compile("([1-9][0-9]*):([1-9][0-9]*)");
    private static final Pattern MEMORY = Pattern.compile("[0-9]+[mg]");
    private static final Set<String> FIELDS = Set.of(
            "build",
            "cap_drop",
            "command",
            "depends_on",
            "environment",
            "healthcheck",
            "image",
            "logging",
            "mem_limit",
            "networks",
            "pids_limit",
            "ports",
            "read_only",
            "restart",
            "secrets",
            "security_opt",
            "shm_size",
            "stop_grace_period",
            "tmpfs",
            "user",
            "volumes");

    private final List<String> broken = new ArrayList<>();
    private final ObjectNode compose;

    private ComposeRules(ObjectNode compose) {
        this.compose = compose;
    }

    /** One sentence for each thing that is wrong. */
    static List<String> broken(ObjectNode compose) {
        ComposeRules rules = new ComposeRules(compose);
        for (Map.Entry<String, JsonNode> service : compose.path("services").properties()) {
            rules.fields(service.getKey(), service.getValue());
            rules.image(service.getKey(), service.getValue());
            rules.hardening(service.getKey(), service.getValue());
            rules.writing(service.getKey(), service.getValue());
            rules.life(service.getKey(), service.getValue());
            rules.dependencies(service.getKey(), service.getValue());
        }
        rules.references("networks", "networks");
        rules.references("secrets", "secrets");
        rules.volumes();
        rules.files();
        rules.stores();
        return rules.broken;
    }

    private void check(boolean holds, String sentence) {
        if (!holds) broken.add(sentence);
    }

    private void fields(String name, JsonNode service) {
        for (String field : YamlFiles.names(service)) check(FIELDS.contains(field), name + ": unknown field " + field);
    }

    private void image(String name, JsonNode service) {
        String image = service.path("image").asText();
        boolean isOurs = OURS.matcher(image).matches();
        boolean isOfficial = OFFICIAL.stream().anyMatch(p -> p.matcher(image).matches());
        check(isOurs || isOfficial, name + ": image " + image + " is neither ours nor an official name with a version");
        check(isOurs == service.has("build"), name + ": our images are built, those of others are not");
    }

    private void hardening(String name, JsonNode service) {
        check(service.path("read_only").asBoolean(), name + ": read_only is missing");
        check(YamlFiles.texts(service.path("cap_drop")).equals(List.of("ALL")), name + ": cap_drop ALL is missing");
        check(
                YamlFiles.texts(service.path("security_opt")).contains("no-new-privileges:true"),
                name + ": no-new-privileges is missing");
        check(USER.matcher(service.path("user").asText()).matches(), name + ": user is not a number above 0");
        check(MEMORY.matcher(service.path("mem_limit").asText()).matches(), name + ": mem_limit is missing");
        check(service.path("pids_limit").asInt() > 0, name + ": pids_limit is missing");
        for (String port : YamlFiles.texts(service.path("ports"))) {
            check(port.startsWith("127.0.0.1:"), name + ": port " + port + " is open to other hosts");
        }
    }

    /** Programs that nobody suspects of it write to /tmp; and what is a volume to an image is a nameless one unless we say. */
    private void writing(String name, JsonNode service) {
        Set<String> folders = new TreeSet<>();
        for (String mount : YamlFiles.texts(service.path("tmpfs"))) folders.add(mount.replaceFirst(":.*", ""));
        check(folders.contains("/tmp"), name + ": has no /tmp to write to");
        for (String mount : YamlFiles.texts(service.path("volumes"))) folders.add(mount.split(":", -1)[1]);
        String image = service.path("image").asText().replaceFirst(":.*", "");
        for (String volume : OFFICIAL_VOLUMES.getOrDefault(image, List.of())) {
            check(folders.contains(volume), name + ": the image's volume " + volume + " has no name");
        }
    }

    private void life(String name, JsonNode service) {
        boolean isJob = service.path("restart").asText().startsWith("on-failure");
        check(isJob || service.path("restart").asText().equals("unless-stopped"), name + ": restart is missing");
        check(isJob || service.path("healthcheck").has("test"), name + ": healthcheck is missing");
    }

    private void dependencies(String name, JsonNode service) {
        for (Map.Entry<String, JsonNode> need : service.path("depends_on").properties()) {
            JsonNode other = compose.path("services").path(need.getKey());
            check(!other.isMissingNode(), name + ": depends on " + need.getKey() + ", which is not there");
            boolean isJob = other.path("restart").asText().startsWith("on-failure");
            String wanted = isJob ? "service_completed_successfully" : "service_healthy";
            check(
                    need.getValue().path("condition").asText().equals(wanted),
                    name + ": waits for " + need.getKey() + " not until " + wanted);
        }
    }

    /** Every name that services use is defined, and every defined one is used. */
    private void references(String field, String definitions) {
        Set<String> used = new TreeSet<>();
        for (JsonNode service : compose.path("services")) used.addAll(YamlFiles.texts(service.path(field)));
        compare(field, used, definitions);
    }

    private void volumes() {
        Set<String> used = new TreeSet<>();
        for (String source : mounts()) {
            if (!source.startsWith(".")) used.add(source);
        }
        compare("volumes", used, "volumes");
    }

    private void compare(String field, Set<String> used, String definitions) {
        Set<String> defined = new TreeSet<>(YamlFiles.names(compose.path(definitions)));
        for (String name : used) check(defined.contains(name), field + ": " + name + " is used and not defined");
        for (String name : defined) check(used.contains(name), field + ": " + name + " is defined and not used");
    }

    private List<String> mounts() {
        List<String> sources = new ArrayList<>();
        for (JsonNode service : compose.path("services")) {
            for (String mount : YamlFiles.texts(service.path("volumes"))) {
                sources.add(mount.substring(0, mount.indexOf(':')));
            }
        }
        return sources;
    }

    private void files() {
        for (String source : mounts()) {
            if (source.startsWith(".")) {
                check(Files.isRegularFile(Checkout.path(source)), "volumes: there is no file " + source);
            }
        }
        for (Map.Entry<String, JsonNode> secret : compose.path("secrets").properties()) {
            check(
                    secret.getValue().path("file").asText().equals("./deploy/compose/secrets/" + secret.getKey()),
                    "secrets: " + secret.getKey() + " is not the file of that name that make-secrets.sh makes");
        }
    }

    /** Kafka and PostgreSQL take no password or no TLS from each other's hosts: only a network without a way out has them. */
    private void stores() {
        check(compose.path("networks").path("back").path("internal").asBoolean(), "networks: back is not internal");
        for (String store : List.of("kafka", "postgres")) {
            JsonNode service = compose.path("services").path(store);
            check(YamlFiles.texts(service.path("networks")).equals(List.of("back")), store + ": not on back only");
            check(!service.has("ports"), store + ": publishes a port");
        }
    }
}
