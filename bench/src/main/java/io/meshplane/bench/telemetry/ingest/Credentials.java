package io.meshplane.bench.telemetry.ingest;

import io.meshplane.bench.stack.BenchNode;
import io.meshplane.bench.stack.HttpConnection;
import io.meshplane.bench.stack.HttpConnection.Answer;
import io.meshplane.bench.telemetry.size.Compression;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How nodes prove to our service who they are. */
final class Credentials {
    private static final Duration KNOWN_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MS = 50;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final String SESSIONS = "/v1/telemetry/sessions";
    private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");

    private Credentials() {}

    /**
     * Waits until the service knows all nodes, and signs them in where the door wants that.
     *
     * @throws RefusedException if it has no such door, or does not let them in
     */
    static Load.Identity of(Door door, List<BenchNode> nodes, int port)
            throws IOException, InterruptedException, RefusedException {
        List<String> lines = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(port)) {
            for (BenchNode node : nodes) {
                switch (door.proof()) {
                    case TOKEN -> {
                        awaitTaken(connection, node);
                        lines.add(node.bearer());
                    }
                    case SESSION -> lines.add("Authorization: Session " + session(connection, node) + "\r\n");
                }
            }
        }
        return lines::get;
    }

    /** A request of the node's that is sent until its answer is not that the node is unknown. */
    private interface Attempt {
        Answer send() throws IOException;
    }

    private static Answer known(Attempt attempt) throws IOException, InterruptedException {
        long end = System.nanoTime() + KNOWN_LIMIT.toNanos();
        Answer answer = attempt.send();
        while ((answer.status() == UNAUTHORIZED || answer.status() == UNAVAILABLE) && System.nanoTime() < end) {
            Thread.sleep(LOOK_MS);
            answer = attempt.send();
        }
        return answer;
    }

    private static void awaitTaken(HttpConnection connection, BenchNode node)
            throws IOException, InterruptedException, RefusedException {
        byte[] nothing = Compression.SNAPPY.of(new byte[0]);
        Door door = Door.REMOTE_WRITE_1;
        Answer answer = known(() -> connection.post(door.path(), door.headers() + node.bearer(), nothing));
        if (!answer.isSuccess()) throw new RefusedException(answer);
    }

    private static String session(HttpConnection connection, BenchNode node)
            throws IOException, InterruptedException, RefusedException {
        byte[] nothing = new byte[0];
        Answer answer = known(() -> connection.post(SESSIONS, node.signature(SESSIONS, nothing), nothing));
        Matcher token = TOKEN.matcher(answer.body());
        if (!answer.isSuccess() || !token.find()) throw new RefusedException(answer);
        return token.group(1);
    }
}
