package io.meshplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static final Set<String> KNOWN = Set.of("data", "port", "ports", "parts", "parent");

    @Test
    void readsPairs() throws Options.Unusable {
        Options options = parse("--data /tmp/d --port 7092 --ports 1,2,3,4 --parts kafka --parent 17");

        assertThat(options.data()).hasToString("/tmp/d");
        assertThat(options.port("port")).isEqualTo(7092);
        assertThat(options.ports("ports", 4)).containsExactly(1, 2, 3, 4);
        assertThat(options.parts(Set.of("kafka", "postgres"))).containsExactly("kafka");
        assertThat(options.parent()).hasValue(17);
    }

    @Test
    void takesAnyFreePortAndAllPartsWhenNothingIsSaid() throws Options.Unusable {
        Options options = parse("--data /tmp/d");

        assertThat(options.port("port")).isZero();
        assertThat(options.ports("ports", 4)).containsExactly(0, 0, 0, 0);
        assertThat(options.parts(Set.of("kafka", "postgres"))).containsExactlyInAnyOrder("kafka", "postgres");
        assertThat(options.parent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --data d --colour red        | unknown option --colour
                    data d                       | unknown option data
                    --data                       | --data needs a value
                    --data d --data e            | --data given twice
                    --port 1                     | --data is required
                    --data d --port 65536        | --port: no port: 65536
                    --data d --port -1           | --port: no port: -1
                    --data d --ports 1,2         | --ports needs 4 ports, comma separated
                    --data d --parts kafka,redis | --parts: no part redis among [kafka]
                    --data d --parent me         | --parent is a process id, not me
                    """)
    void saysWhatIsWrong(String line, String sentence) {
        assertThatThrownBy(() -> {
                    Options options = parse(line);
                    options.port("port");
                    options.ports("ports", 4);
                    options.parts(Set.of("kafka"));
                    options.parent();
                })
                .isInstanceOf(Options.Unusable.class)
                .hasMessage(sentence);
    }

    private static Options parse(String line) throws Options.Unusable {
        List<String> words = Arrays.asList(line.split(" "));
        return Options.parse(words, KNOWN);
    }
}
