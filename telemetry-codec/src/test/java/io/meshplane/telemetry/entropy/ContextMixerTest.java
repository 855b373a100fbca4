package io.meshplane.telemetry.entropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ContextMixerTest {
    private static final int[] BITS = {1, 1, 0, 1, 0, 0, 1, 1};

    @Test
    void codesTheBitsOfTheDocument() throws IOException {
        byte[] stream = HexFormat.of().parseHex(block("hex mixer"));
        BitDecoder in = new BitDecoder();
        in.reset(stream, 0, stream.length);
        BitEncoder out = new BitEncoder();

        assertThat(eight(in, new int[8])).containsExactly(BITS);
        eight(out, BITS);
        assertThat(out.finish()).isEqualTo(stream);
    }

    private static int[] eight(BitPort port, int[] bits) {
        ContextMixer mixer = new ContextMixer(4, 1);
        mixer.choose(0, 1, 2, 3);
        int[] read = new int[8];
        for (int i = 0; i < 8; i++) read[i] = mixer.code(port, bits[i], i % 2);
        return read;
    }

    @Test
    void hasTheVocabularyOfTheDocument() throws IOException {
        assertThat(List.of(block("vocabulary").strip().split("\\s+"))).isEqualTo(Texts.vocabulary());
    }

    @Test
    void learnsWhatRepeats() {
        ContextMixer mixer = new ContextMixer(10, 1);
        BitCounter counter = new BitCounter();
        mixer.choose(0, 1, 200, 300);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) mixer.code(counter, random.nextInt(4) == 0 ? 1 : 0, 0);

        assertThat(counter.bits()).isBetween(8_000.0, 8_700.0); // the entropy of one in four is 8 113
    }

    @Test
    void numbersAndTextsComeBack() {
        SplittableRandom random = new SplittableRandom(7);
        long[] numbers = new long[2_000];
        for (int i = 0; i < numbers.length; i++) numbers[i] = random.nextLong() >> random.nextInt(64);
        String[] texts = {"", "node_load1", "fd00:c032:d969:3966::1", "größer €", "\0", "aaaa".repeat(200)};
        BitEncoder out = new BitEncoder();
        code(out, numbers, texts);
        byte[] message = out.finish();
        BitDecoder in = new BitDecoder();
        in.reset(message, 0, message.length);

        List<Object> back = code(in, new long[numbers.length], new String[texts.length]);

        for (int i = 0; i < numbers.length; i++) assertThat(back.get(i)).isEqualTo(numbers[i]);
        for (int i = 0; i < texts.length; i++)
            assertThat(back.get(numbers.length + i)).isEqualTo(texts[i]);
        assertThat(in.exhausted()).isFalse();
    }

    private static List<Object> code(BitPort port, long[] numbers, String[] texts) {
        ContextMixer mixer = new ContextMixer(8, 1);
        Texts model = new Texts();
        List<Object> read = new java.util.ArrayList<>();
        for (long number : numbers) {
            mixer.choose(0, 1, 2, 3);
            read.add(Integers.signed(mixer, port, number));
        }
        for (String text : texts) read.add(String.valueOf(model.code(port, text, "node_load5", 1024)));
        return read;
    }

    private static String block(String name) throws IOException {
        String document =
                Files.readString(Path.of(System.getProperty("meshplane.root", ".."), "docs/telemetry-format-2.md"));
        Matcher block =
                Pattern.compile("```" + name + "\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(block.find()).as("block %s", name).isTrue();
        return block.group(1).strip();
    }
}
