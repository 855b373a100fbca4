package io.meshplane.agent.adapter.disk;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The node's identity in its data folder: {@code node.key}, and {@code node.json} once it is enrolled. */
public final class NodeFiles {
    private static final Pattern KEY_FILE = Pattern.compile("private (\\S+)\npublic (\\S+)\n");

    private final Path folder;

    /** Who the registry says this node is. */
    public record Enrolment(NodeId nodeId, String networkId, String role) {}

    public NodeFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * The node's key, made at the first start.
     *
     * @throws IOException if it cannot be read or kept, or if the file is damaged: a new key would be another node
     */
    public NodeKey key() throws IOException {
        Path file = folder.resolve("node.key");
        Files.createDirectories(folder);
        if (!Files.exists(file)) {
            NodeKey made = NodeKey.generate();
            DurableFiles.write(file, keyText(made).getBytes(StandardCharsets.US_ASCII));
            return made;
        }
        Matcher text = KEY_FILE.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!text.matches()) throw new IOException("damaged: " + file);
        try {
            NodeKey key = new NodeKey(decode(text.group(1)), decode(text.group(2)));
            key.sign(new byte[0]); // fails now rather than at the first request
            return key;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException("damaged: " + file, e);
        }
    }

    /**
     * What {@link #keep} has kept.
     *
     * @return empty if the node is not enrolled yet
     */
    public Optional<Enrolment> enrolment() throws IOException {
        Path file = folder.resolve("node.json");
        if (!Files.exists(file)) return Optional.empty();
        try {
            JsonObject json = new JsonObject(Files.readString(file));
            return Optional.of(new Enrolment(
                    new NodeId(json.getString("nodeId", "")),
                    json.getString("networkId", ""),
                    json.getString("role", "")));
        } catch (RuntimeException e) { // not JSON, or not a node id
            throw new IOException("damaged: " + file, e);
        }
    }

    public void keep(Enrolment enrolment) throws IOException {
        JsonObject json = new JsonObject()
                .put("nodeId", enrolment.nodeId().value())
                .put("networkId", enrolment.networkId())
                .put("role", enrolment.role());
        DurableFiles.write(folder.resolve("node.json"), (json.encode() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String keyText(NodeKey key) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "private " + base64.encodeToString(key.privateKeyPkcs8()) + "\npublic "
                + base64.encodeToString(key.publicKey()) + "\n";
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
