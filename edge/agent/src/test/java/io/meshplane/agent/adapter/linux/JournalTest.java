package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.LogLine;
import io.meshplane.agent.adapter.linux.JournalEntries.Entry;
import io.meshplane.testkit.Await;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link JournalEntries} and {@link JournalTap}. */
class JournalTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final JsonObject ENTRY = new JsonObject()
            .put(
                    "__CURSOR",
                    "s=739ad463348b4ceca5a9e69c95a3c93f;i=4ece7;b=6c7c6013a26343b29e964691ff25d04c;m=4fc72436e")
            .put("__REALTIME_TIMESTAMP", "1781978400685123")
            .put("PRIORITY", "3")
            .put("SYSLOG_IDENTIFIER", "hostapd")
            .put("_PID", "812")
            .put("_SYSTEMD_UNIT", "hostapd.service")
            .put("MESSAGE", "wlan0: \"interface\" lost\tbeacon");

    @TempDir
    private Path folder;

    private final JournalEntries entries = new JournalEntries(99, "meshplane-agent.service");

    @Test
    void makesALineOfAnEntry() {
        Entry entry = parse(ENTRY);

        assertThat(text(entry))
                .isEqualTo("{\"ts\":\"2026-06-20T18:00:00.685123Z\",\"level\":\"ERROR\",\"module\":\"hostapd\","
                        + "\"msg\":\"wlan0: \\\"interface\\\" lost\\tbeacon\"}");
        assertThat(entry.urgent()).isTrue();
        assertThat(entry.cursor()).startsWith("s=739ad");
    }

    @Test
    void isNotUrgentAboveAnError() {
        assertThat(parse(ENTRY.copy().put("PRIORITY", "4")).urgent()).isFalse();
        assertThat(parse(without("PRIORITY")).urgent()).isFalse();
    }

    @Test
    void makesNoLineOfTheAgentsOwnEntries() {
        Entry byPid = parse(ENTRY.copy().put("_PID", "99"));
        Entry byUnit = parse(ENTRY.copy().put("_SYSTEMD_UNIT", "meshplane-agent.service"));

        assertThat(byPid.line()).isNull();
        assertThat(byUnit.line()).isNull();
        assertThat(byUnit.cursor()).isNotEmpty();
    }

    @Test
    void readsAMessageThatIsNoText() {
        assertThat(text(parse(
                        new JsonObject(ENTRY.encode().replaceAll("\"MESSAGE\":\".*\"", "\"MESSAGE\":[104,105,255]")))))
                .endsWith("\"msg\":\"hiÿ\"}");
        assertThat(text(parse(ENTRY.copy().putNull("MESSAGE")))).contains("too large");
    }

    @Test
    void boundsALine() {
        for (String piece : new String[] {"x", "é", "€", "\u0001", "😀", "\""}) {
            byte[] line =
                    parse(ENTRY.copy().put("MESSAGE", piece.repeat(20_000))).line();

            assertThat(line).as(piece).hasSizeBetween(1_000, LogLine.MAX_BYTES);
            assertThat(new JsonObject(new String(line, StandardCharsets.UTF_8)).getString("msg"))
                    .endsWith("characters cut]");
        }
    }

    @Test
    void countsTextsThatAreNoEntry() {
        for (String text : new String[] {"", "{", "[]", "null", "{}", "{\"__CURSOR\":5}", "-- No entries --"}) {
            assertThat(entries.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isNull();
        }
        assertThat(entries.badEntries()).isEqualTo(7);
    }

    @Test
    void neverThrowsOnADamagedEntry() {
        long seed = 514;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = ENTRY.encode().getBytes(StandardCharsets.UTF_8);

        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(1, 8); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Entry entry = entries.parse(damaged);

            if (entry != null && entry.line() != null) {
                assertThat(entry.line()).as("seed %d, round %d", seed, round).hasSizeLessThan(LogLine.MAX_BYTES);
            }
        }
        assertThat(entries.badEntries()).isPositive();
    }

    @Test
    void startsTheChildAgainWhereItEnded() throws IOException {
        Path program = journalctl("""
                echo "$*" >> $folder/calls
                n=$(wc -l < $folder/calls)
                echo "{\\"__CURSOR\\":\\"c$n\\",\\"MESSAGE\\":\\"message $n\\"}"
                """);
        JournalTap tap = new JournalTap(program.toString(), null, entries);
        List<String> lines = new ArrayList<>();

        Await.until("two runs", DEADLINE, () -> {
            poll(tap, lines);
            return lines.size() >= 2;
        });
        tap.close();

        List<String> calls = Files.readAllLines(folder.resolve("calls"));
        assertThat(calls.getFirst()).isEqualTo("--follow --output=json --quiet --lines=0");
        assertThat(calls.get(1)).isEqualTo("--follow --output=json --quiet --no-tail --after-cursor=c1");
        assertThat(lines.get(1)).contains("message 2");
        assertThat(tap.position()).isEqualTo("journal c" + lines.size());
    }

    @Test
    void goesOnAfterARestartOfTheAgent() throws IOException {
        Path program = journalctl("echo \"$*\" >> $folder/calls; sleep 1000");
        JournalTap tap = new JournalTap(program.toString(), "journal c41", entries);

        Await.until("it was called", DEADLINE, () -> {
            poll(tap, new ArrayList<>());
            return Files.exists(folder.resolve("calls"));
        });
        tap.close();

        assertThat(folder.resolve("calls")).content().contains("--after-cursor=c41");
        assertThat(tap.position()).isEqualTo("journal c41");
    }

    @Test
    void followsTheNewEntriesWhereTheCursorIsNotFound() throws IOException {
        Path program = journalctl("""
                echo "$*" >> $folder/calls
                case "$*" in *after-cursor*) exit 1;; esac
                echo '{"__CURSOR":"new","MESSAGE":"hello"}'
                sleep 1000
                """);
        JournalTap tap = new JournalTap(program.toString(), "journal lost", entries);
        List<String> lines = new ArrayList<>();

        Await.until("the new entry", DEADLINE, () -> {
            poll(tap, lines);
            return !lines.isEmpty();
        });
        tap.close();

        assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(4);
        assertThat(tap.position()).isEqualTo("journal new");
    }

    private Path journalctl(String script) throws IOException {
        Path program = folder.resolve("journalctl");
        Files.writeString(program, "#!/bin/sh\nfolder=" + folder + "\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    /** A child that ended is what these tests are about. */
    private static void poll(JournalTap tap, List<String> lines) {
        try {
            tap.poll((line, _) -> lines.add(new String(line, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("ended with exit code");
        }
    }

    private Entry parse(JsonObject entry) {
        return Objects.requireNonNull(entries.parse(entry.encode().getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonObject without(String field) {
        JsonObject entry = ENTRY.copy();
        entry.remove(field);
        return entry;
    }

    private static String text(Entry entry) {
        return new String(Objects.requireNonNull(entry.line()), StandardCharsets.UTF_8);
    }
}
