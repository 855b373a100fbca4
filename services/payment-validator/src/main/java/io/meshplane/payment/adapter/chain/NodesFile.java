package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.payment.domain.chain.FullNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file in which operators name the full nodes, as JSON. It is read by content, not by date: a file that a mount swaps may
 * well be older than the one before.
 */
public final class NodesFile {
    private static final int BYTES_MAX = 64 << 10;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static {
        JSON.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
    }

    private final Path path;
    private byte[] seen = new byte[0];

    /**
     * A node.
     *
     * @param group without it the node is a group of its own
     * @param url http or https; it may hold a secret, so it is never shown
     */
    public record Entry(String name, @Nullable String group, String url) {
        public FullNode node() {
            return group == null ? new FullNode(name) : new FullNode(name, group);
        }

        public URI endpoint() {
            URI endpoint;
            try {
                endpoint = URI.create(url);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the url of full node " + name + " cannot be read");
            }
            String scheme =
                    endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
            if (endpoint.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw new IllegalArgumentException("the url of full node " + name + " is no http or https url");
            }
            return endpoint;
        }
    }

    /**
     * The file's content; what is left out is as configured.
     *
     * @param depth a number of blocks, or finalized
     * @param bands {@code asset@amount=depth} each
     */
    public record Content(
            List<Entry> nodes,
            @Nullable Integer liars,
            @Nullable Integer hung,
            @Nullable Integer quorum,
            @Nullable Integer groups,
            @Nullable Long pollIntervalMillis,
            @Nullable Long requestTimeoutMillis,
            @Nullable String depth,
            @Nullable List<String> bands) {
        public Content {
            if (nodes == null) throw new IllegalArgumentException("the file names no nodes");
            nodes = List.copyOf(nodes);
            if (bands != null) bands = List.copyOf(bands);
            for (Entry entry : nodes) {
                if (entry.name() == null || entry.url() == null) {
                    throw new IllegalArgumentException("a full node has a name and a url");
                }
            }
        }
    }

    public NodesFile(Path path) {
        this.path = path;
    }

    /**
     * The content if it is another one than at the last call.
     *
     * @throws IllegalArgumentException in words if it is not what it should be
     * @throws IOException if it cannot be read
     */
    public Optional<Content> changed() throws IOException {
        byte[] bytes;
        try (InputStream file = Files.newInputStream(path)) {
            bytes = file.readNBytes(BYTES_MAX + 1);
        }
        if (Arrays.equals(bytes, seen)) return Optional.empty();
        seen = bytes;
        if (bytes.length > BYTES_MAX) throw new IllegalArgumentException("more than " + BYTES_MAX + " bytes");
        return Optional.of(parse(bytes));
    }

    private static Content parse(byte[] bytes) {
        try {
            Content content = JSON.readValue(bytes, Content.class);
            if (content == null) throw new IllegalArgumentException("the file names no nodes");
            return content;
        } catch (JsonProcessingException e) {
            String why = e.getCause() instanceof IllegalArgumentException ours ? ours.getMessage() : place(e);
            throw new IllegalArgumentException(why, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    /** Where, and not what: the message would show the url. */
    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? "not the JSON that is expected"
                : "not the JSON that is expected at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
