package io.meshplane.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexerTest {
    @Test
    void cutsAJsonLineIntoWordsAndValues() {
        assertThat(cut("{\"ts\":\"2026-06-20T18:00:00.073Z\",\"msg\":\"route to fd00:dd24::1 via wg33 metric 15\"}"))
                .isEqualTo(
                        "LITERAL({\"ts) LITERAL(\":\") TIME(2026-06-20T18:00:00.073) LITERAL(Z) LITERAL(\",\"msg) LITERAL(\":\"route) "
                                + "LITERAL( to) LITERAL( ) ADDRESS(fd00:dd24::1) LITERAL( via) LITERAL( ) NAME(wg33) LITERAL( metric) "
                                + "LITERAL( ) INTEGER(15) LITERAL(\"}) ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12                                   | INTEGER(12)
            007                                  | PADDED(007)
            0.250                                | DECIMAL(0.250)
            1.2.3                                | INTEGER(1) LITERAL(.) DECIMAL(2.3)
            10.0.0.7                             | IPV4(10.0.0.7)
            00:11:22:aa:bb:cc                    | ADDRESS(00:11:22:aa:bb:cc)
            ::1                                  | ADDRESS(::1)
            std::move                            | LITERAL(std) LITERAL(::move)
            18:00:01                             | TIME(18:00:01)
            Feb 29 07:08:09                      | TIME(Feb 29 07:08:09)
            Feb 30 07:08:09                      | LITERAL(Feb) LITERAL( ) INTEGER(30) LITERAL( ) TIME(07:08:09)
            20/Jun/2026:18:00:01                 | TIME(20/Jun/2026:18:00:01)
            2026-06-20 18:00:01,5                | TIME(2026-06-20 18:00:01,5)
            0xff                                 | LITERAL(0x) HEX(ff)
            5619cc7d7890                         | HEX(5619cc7d7890)
            deadbeef                             | LITERAL(deadbeef)
            100ms                                | INTEGER(100) LITERAL(ms)
            br-lan2                              | NAME(br-lan2)
            123e4567-e89b-12d3-a456-426614174000 | HEX(123e4567) LITERAL(-) NAME(e89b-12d3-a456-426614174000)
            999999999999999999                   | INTEGER(999999999999999999)
            1000000000000000000                  | NAME(1000000000000000000)
            """)
    void knowsAValueByItsLooks(String text, String tokens) {
        assertThat(cut(text)).startsWith(tokens);
    }

    private static String cut(String line) {
        byte[] bytes = LogLink.utf8(line);
        Lexer lexer = new Lexer();
        Token token = new Token();
        StringBuilder result = new StringBuilder();
        lexer.begin(bytes, 0, bytes.length);
        for (lexer.next(token); token.kind != Kind.END; lexer.next(token)) {
            result.append(token.kind)
                    .append('(')
                    .append(line, token.from, token.to)
                    .append(") ");
        }
        return result.toString();
    }
}
