package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.LogLine;
import io.meshplane.agent.RouterListener;
import io.meshplane.agent.SourceStatus.State;
import io.meshplane.testkit.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPumpTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern SUPPRESSED = Pattern.compile("\"msg\":\"(\\d+) lines suppressed\"");

    @TempDir
    private Path folder;

    private final List<LogLine> lines = new CopyOnWriteArrayList<>();
    private final List<LogPump> pumps = new CopyOnWriteArrayList<>();
    private Path log;

    @BeforeEach
    void begin() throws IOException {
        log = Files.createFile(folder.resolve("messages"));
    }

    @AfterEach
    void stop() {
        pumps.forEach(LogPump::stop);
        Await.until("they ended", DEADLINE, () -> pumps.stream().noneMatch(LogPump::isAlive));
    }

    @Test
    void bringsLinesAndFlagsErrors() throws IOException {
        LogPump pump = followed(this::keep);

        append("all is well\nERROR it is not\n");

        Await.until("two lines", DEADLINE, () -> lines.size() == 2);
        assertThat(lines).extracting(LogPumpTest::text).containsExactly("all is well", "ERROR it is not");
        assertThat(lines).extracting(LogLine::urgent).containsExactly(false, true);
        assertThat(pump.status().state()).isEqualTo(State.UP);
    }

    @Test
    void bringsTheSameLinesUntilTheyAreKept() throws IOException {
        List<String> offered = new CopyOnWriteArrayList<>();
        followed(part -> {
            offered.add(text(part.getFirst()));
            return offered.size() < 2 ? Future.failedFuture("disk full") : keep(part);
        });

        append("one\n");

        Await.until("the line", DEADLINE, () -> lines.size() == 1);
        assertThat(offered).containsExactly("one", "one");
    }

    @Test
    void readsNoFurtherThanWhatIsKept() throws IOException {
        Promise<Void> never = Promise.promise();
        List<LogLine> offered = new CopyOnWriteArrayList<>();
        LogPump first = followed(part -> {
            offered.addAll(part);
            return never.future();
        });
        append("one\ntwo\n");
        Await.until("it was offered", DEADLINE, () -> !offered.isEmpty());
        first.stop();
        Await.until("its position is on disk", DEADLINE, () -> Files.exists(folder.resolve("log-position")));

        followed(this::keep);

        Await.until("both lines", DEADLINE, () -> lines.size() == 2);
        assertThat(lines).extracting(LogPumpTest::text).containsExactly("one", "two");
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        LogPump first = followed(this::keep);
        append("one\n");
        Await.until("a line", DEADLINE, () -> lines.size() == 1);
        first.stop();
        Await.until("it ended", DEADLINE, () -> !first.isAlive());
        append("two\n");

        followed(this::keep);

        Await.until("the next line", DEADLINE, () -> lines.size() == 2);
        assertThat(lines).extracting(LogPumpTest::text).containsExactly("one", "two");
    }

    @Test
    void samplesAFloodAndAccountsForEveryLine() throws IOException {
        LogPump pump = followed(this::keep);
        int flood = 50_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < flood; i++) text.append("line ").append(i).append('\n');

        append(text.toString());
        Await.until("all was read", DEADLINE, () -> passed() + pump.suppressedLines() == flood);
        append("and after it\n");

        Await.until("all is told", DEADLINE, () -> {
            append("more\n");
            return told() == pump.suppressedLines();
        });
        assertThat(passed()).isBetween(2_000L, 4_000L);
        assertThat(pump.suppressedLines()).isGreaterThan(45_000);
    }

    @Test
    void saysWhyALogCannotBeRead() throws IOException {
        Files.delete(log);
        Files.createDirectory(log);

        LogPump pump = pump(new Listener(this::keep));

        Await.until("it failed", DEADLINE, () -> pump.status().state() == State.FAILED);
        assertThat(pump.status().detail()).contains("no regular file");
    }

    private interface Keeper {
        Future<Void> log(List<LogLine> part);
    }

    private record Listener(Keeper keeper) implements RouterListener {
        @Override
        public Future<Void> log(List<LogLine> part) {
            return keeper.log(part);
        }

        @Override
        public void linkDown(String interfaceName, String peerAddress) {}
    }

    private Future<Void> keep(List<LogLine> part) {
        lines.addAll(part);
        return Future.succeededFuture();
    }

    private LogPump followed(Keeper keeper) {
        LogPump pump = pump(new Listener(keeper));
        Await.until("the log is followed", DEADLINE, () -> pump.status().state() == State.UP);
        return pump;
    }

    private LogPump pump(Listener listener) {
        LinuxSettings settings = new LinuxSettings(
                folder, folder, Duration.ofSeconds(1), null, log.toString(), Map.of(), LinuxSettings.Programs.USUAL);
        LogPump pump = Objects.requireNonNull(LogPump.of(settings));
        pumps.add(pump);
        pump.tell(listener);
        pump.start();
        return pump;
    }

    private long passed() {
        return lines.stream().filter(line -> text(line).startsWith("line ")).count();
    }

    private long told() {
        return lines.stream()
                .map(line -> SUPPRESSED.matcher(text(line)))
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private static String text(LogLine line) {
        return new String(line.bytes(), StandardCharsets.UTF_8);
    }
}
