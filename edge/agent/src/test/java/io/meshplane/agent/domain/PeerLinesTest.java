package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerLinesTest {
    private static final String KEY = "VeXNjkbcjtS3wnZNKlpNdncG+F2GkAJK1r2jQBvpyMs=";
    private static final String NODE = "n" + "a".repeat(26);

    @Test
    void readsWhatItWrote() {
        Map<String, String> names = Map.of(KEY, NODE, KEY.replace('V', 'W'), NODE.replace('a', 'b'));

        assertThat(PeerLines.read(PeerLines.write(names).lines().toList())).isEqualTo(names);
    }

    @Test
    void passesOverWhatIsNoName() {
        List<String> lines = List.of(
                "# key node", "", KEY, NODE + " " + KEY, KEY + " n1", KEY + "= " + NODE, "  " + KEY + "\t" + NODE);

        assertThat(PeerLines.read(lines)).containsExactly(Map.entry(KEY, NODE));
    }
}
