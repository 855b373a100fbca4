package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.PeerLines;
import io.meshplane.agent.domain.WireGuardDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * WireGuard's interfaces and peers, as {@code wg show all dump} tells them. It takes CAP_NET_ADMIN to see peers. The answer holds
 * private keys: it is wiped as soon as it was read, and nothing of it gets into a message.
 */
final class WireGuardSource implements Source<WireGuardSource.Sight> {
    /** Somewhat below the source's own deadline, so that the child is gone before the source is given up. */
    private static final long DEADLINE_MS = 2_500;

    private static final int MAX_ANSWER_BYTES = 2 << 20; // some 4,000 peers

    /**
     * WireGuard now.
     *
     * @param indexes of the interfaces by name, read before the counters
     * @param nodesByKey node ids by public key, as people wrote them down or else as the registry knows them
     */
    record Sight(WireGuardDump dump, Map<String, Integer> indexes, Map<String, String> nodesByKey) {
        /** Whether a peer that is not in it is not there. */
        boolean complete() {
            return dump.refusals().isEmpty() && dump.badLines() == 0;
        }
    }

    private final HostFolder host;
    private final String program;
    private final Path written;
    private final TunnelBook book;

    /**
     * The source.
     *
     * @param written file of what people wrote down of peers' names, which holds against what the registry says; need not be there
     * @param book where the registry's names come from, and what was seen goes to
     */
    WireGuardSource(HostFolder host, String program, Path written, TunnelBook book) {
        this.host = host;
        this.program = program;
        this.written = written;
        this.book = book;
    }

    @Override
    public String name() {
        return "wireguard";
    }

    @Override
    public Sight look() throws IOException, InterruptedException {
        Map<String, Integer> indexes = host.interfaceIndexes();
        ChildProcess.Answer answer =
                ChildProcess.run(List.of(program, "show", "all", "dump"), DEADLINE_MS, MAX_ANSWER_BYTES);
        WireGuardDump dump;
        try {
            dump = WireGuardDump.parse(answer.bytes(), book);
        } finally {
            Arrays.fill(answer.bytes(), (byte) 0);
        }
        if (dump.interfaces().isEmpty() && !dump.refusals().isEmpty()) {
            throw new IOException("wg may not show its interfaces ("
                    + dump.refusals().getFirst() + "): the agent needs CAP_NET_ADMIN for WireGuard's peers");
        }
        if (answer.exitCode() != 0 && dump.interfaces().isEmpty()) {
            throw new IOException("wg failed with exit code " + answer.exitCode());
        }
        Sight sight = new Sight(dump, indexes, nodesByKey());
        if (sight.complete()) book.seen(dump);
        return sight;
    }

    private Map<String, String> nodesByKey() throws IOException {
        Map<String, String> nodes = new HashMap<>(book.names());
        if (Files.isRegularFile(written))
            nodes.putAll(PeerLines.read(Files.readAllLines(written, StandardCharsets.ISO_8859_1)));
        return nodes;
    }
}
