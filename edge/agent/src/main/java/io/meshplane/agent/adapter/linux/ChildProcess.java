package io.meshplane.agent.adapter.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a program once: with a deadline, and with an answer of a bounded length, its complaints included. */
final class ChildProcess {
    private static final long POLL_NANOS = 5_000_000;
    private static final int CHUNK = 16 << 10;

    /** What a program answered; the bytes are the caller's. */
    record Answer(int exitCode, byte[] bytes) {}

    /**
     * Runs a program to its end.
     *
     * @param deadlineMs after which it is killed
     * @throws SourceAbsentException if there is no such program
     * @throws IOException if it took too long or said too much
     */
    static Answer run(List<String> command, long deadlineMs, int maxBytes) throws IOException, InterruptedException {
        Process process = start(command);
        try {
            byte[] bytes = read(process, command.getFirst(), System.nanoTime() + deadlineMs * 1_000_000, maxBytes);
            if (!process.waitFor(deadlineMs, TimeUnit.MILLISECONDS)) {
                throw new IOException(command.getFirst() + " does not end");
            }
            return new Answer(process.exitValue(), bytes);
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static Process start(List<String> command) throws IOException {
        List<String> found = new ArrayList<>(command);
        found.set(0, find(command.getFirst()).toString());
        ProcessBuilder builder = new ProcessBuilder(found).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /**
     * Where a program is; the folders for administrators are looked at too, which an unprivileged user's PATH leaves out.
     *
     * @throws SourceAbsentException if it is nowhere
     */
    static Path find(String program) throws SourceAbsentException {
        String path = program.contains("/") ? "" : System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        for (String folder : path.split(":")) {
            Path file = Path.of(folder, program);
            if (Files.isExecutable(file) && Files.isRegularFile(file)) return file;
        }
        throw new SourceAbsentException("there is no program " + program);
    }

    /** Never blocks in a read, for one in a pipe cannot be interrupted. */
    private static byte[] read(Process process, String name, long deadline, int maxBytes)
            throws IOException, InterruptedException {
        byte[] answer = new byte[CHUNK];
        int length = 0;
        try (InputStream in = process.getInputStream()) {
            while (true) {
                boolean alive = process.isAlive(); // asked before the pipe: what was written before the end is in it
                int ready = in.available();
                if (ready == 0 && !alive) return wiped(answer, length);
                if (ready > 0) {
                    if (length == answer.length) answer = grown(answer, maxBytes, name);
                    int read = in.read(answer, length, Math.min(ready, answer.length - length));
                    if (read < 0) return wiped(answer, length);
                    length += read;
                } else {
                    LockSupport.parkNanos(POLL_NANOS);
                }
                if (Thread.interrupted()) throw new InterruptedException(name + " was interrupted");
                if (System.nanoTime() - deadline > 0) throw new IOException(name + " does not answer");
            }
        } finally {
            Arrays.fill(answer, (byte) 0);
        }
    }

    /** Answers may hold secrets: no buffer made here keeps them. */
    private static byte[] grown(byte[] answer, int maxBytes, String name) throws IOException {
        if (answer.length >= maxBytes) throw new IOException(name + " says more than " + maxBytes + " bytes");
        byte[] larger = Arrays.copyOf(answer, Math.min(maxBytes, answer.length * 2));
        Arrays.fill(answer, (byte) 0);
        return larger;
    }

    private static byte[] wiped(byte[] answer, int length) {
        byte[] exact = Arrays.copyOf(answer, length);
        Arrays.fill(answer, (byte) 0);
        return exact;
    }

    private ChildProcess() {}
}
