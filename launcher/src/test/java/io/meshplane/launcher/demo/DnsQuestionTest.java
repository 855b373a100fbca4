package io.meshplane.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DnsQuestionTest {
    private static final short ID = 0x1234;
    private static final String QUESTION = "1234 0000 0001 0000 0000 0000 01 61 04 6d657368 00 0001 0001";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void asksAsInTheStandard() {
        assertThat(DnsQuestion.encode(ID, "a.mesh.")).isEqualTo(bytes(QUESTION));
    }

    @Test
    void readsTheAddressesAndSkipsOtherRecords() throws IOException {
        byte[] answer = bytes("1234 8400 0001 0003 0000 0000 01 61 04 6d657368 00 0001 0001"
                + " c00c 0001 0001 00000005 0004 c000020a"
                + " c00c 0010 0001 00000005 0003 026869"
                + " 01 61 04 6d657368 00 0001 0001 00000005 0004 c0000214");

        assertThat(DnsQuestion.decode(ByteBuffer.wrap(answer), ID, bytes(QUESTION).length))
                .containsExactly("192.0.2.10", "192.0.2.20");
    }

    @Test
    void findsNoAddressInAnEmptyAnswer() throws IOException {
        byte[] answer = bytes(QUESTION.replaceFirst("0000", "8403"));

        assertThat(DnsQuestion.decode(ByteBuffer.wrap(answer), ID, answer.length))
                .isEmpty();
    }

    @Test
    void refusesTheAnswerToAnotherQuestion() {
        byte[] answer = bytes(QUESTION);

        assertThatThrownBy(() -> DnsQuestion.decode(ByteBuffer.wrap(answer), (short) 1, answer.length))
                .isInstanceOf(IOException.class);
    }
}
