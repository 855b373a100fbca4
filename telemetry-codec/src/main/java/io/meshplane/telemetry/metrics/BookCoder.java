package io.meshplane.telemetry.metrics;

import static io.meshplane.telemetry.metrics.Contexts.STRIDE;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.ContextMixer;
import io.meshplane.telemetry.entropy.Integers;
import io.meshplane.telemetry.entropy.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Announces series: what is like the series before costs next to nothing. */
final class BookCoder {
    private static final int NAME_BYTES = 200;
    private static final int VALUE_BYTES = 1024;
    private static final int MAX_TEXT_BYTES = 1 << 20;

    private final SeriesBook book;
    private final ContextMixer mixer;
    private @Nullable Texts texts;
    private int lastClass;
    private int lastGroup;
    /** The class that followed a class, when it was last announced. */
    private int[] following = new int[16];
    /** The class with which the last group began. */
    private int leadingClass;

    BookCoder(SeriesBook book, ContextMixer mixer) {
        this.book = book;
        this.mixer = mixer;
    }

    void reset() {
        texts = null;
        lastClass = 0;
        lastGroup = 0;
        leadingClass = 0;
        Arrays.fill(following, 0);
    }

    /** The class of the series that was announced last. */
    int lastClass() {
        return lastClass;
    }

    /** Ends the announcements of a message. */
    void end() {
        texts = null;
    }

    private Texts texts() {
        Texts known = texts;
        if (known != null) return known;
        Texts made = new Texts();
        texts = made;
        return made;
    }

    /**
     * Announces one series.
     *
     * @param wanted what to write; null when reading
     * @return its number
     */
    int announce(BitPort port, @Nullable SeriesId wanted, MetricTable.Kind wantedKind) throws MalformedException {
        int c = classNumber(port, wanted == null ? null : wanted.name());
        int g = groupNumber(port, wanted == null ? null : wanted.labels(), c == leadingClass);
        if (g != lastGroup) leadingClass = c;
        lastClass = c;
        lastGroup = g;
        int count = flag(port, wantedKind == MetricTable.Kind.COUNT, 3, c) ? 1 : 0;
        return book.add(c, g, count == 1 ? MetricTable.Kind.COUNT : MetricTable.Kind.NUMBER);
    }

    private int classNumber(BitPort port, @Nullable String wanted) throws MalformedException {
        if (lastClass >= following.length)
            following = Arrays.copyOf(following, Math.max(book.classCount(), following.length * 2));
        int known = wanted == null ? 0 : book.findClass(wanted);
        int expected = following[lastClass];
        if (expected > 0 && flag(port, known == expected, 0, 0)) return expected;
        int c;
        if (flag(port, known < 0, 1, 0)) {
            String name = texts().code(port, wanted, book.className(lastClass), NAME_BYTES);
            if (name == null || !wellFormed(name, true)) throw new MalformedException("name of a series");
            if (book.findClass(name) >= 0) throw new MalformedException("a name twice");
            c = book.addClass(name);
        } else {
            c = index(port, known, book.classCount());
        }
        if (c == 0) throw new MalformedException("class of the clock");
        following[lastClass] = c;
        return c;
    }

    private int groupNumber(BitPort port, @Nullable List<Label> wanted, boolean turn) throws MalformedException {
        int known = wanted == null ? 0 : wanted.isEmpty() ? 0 : book.findGroup(wanted);
        if (flag(port, known == lastGroup, 2, turn ? 1 : 0)) return lastGroup;
        if (!flag(port, known < 0, 2, 2)) return index(port, known, book.groupCount());
        int count = (int) number(port, wanted == null ? 0 : wanted.size(), 4);
        if (count < 0 || count > SeriesId.MAX_LABELS) throw new MalformedException("labels of a series");
        List<Label> before = book.group(lastGroup);
        List<Label> labels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Label like = i < before.size() ? before.get(i) : null;
            labels.add(label(port, wanted == null ? null : wanted.get(i), like));
        }
        if (labels.isEmpty() || book.findGroup(labels) >= 0) throw new MalformedException("labels twice");
        return book.addGroup(List.copyOf(labels));
    }

    private Label label(BitPort port, @Nullable Label wanted, @Nullable Label like) throws MalformedException {
        String name;
        if (like != null && flag(port, wanted != null && wanted.name().equals(like.name()), 5, 0)) name = like.name();
        else name = string(port, wanted == null ? null : wanted.name(), "", NAME_BYTES, 6);
        String value;
        if (like != null && flag(port, wanted != null && wanted.value().equals(like.value()), 5, 1))
            value = like.value();
        else
            value = string(
                    port, wanted == null ? null : wanted.value(), like == null ? "" : like.value(), VALUE_BYTES, 7);
        if (!wellFormed(name, false)) throw new MalformedException("name of a label");
        return new Label(name, value);
    }

    private String string(BitPort port, @Nullable String wanted, String like, int maxBytes, int kind)
            throws MalformedException {
        int known = wanted == null ? 0 : book.findString(wanted);
        if (flag(port, known >= 0, kind, 0)) {
            String text = book.string(index(port, known, book.stringCount()));
            if (text.length() > maxBytes) throw new MalformedException("text too long");
            return text;
        }
        String text = texts().code(port, wanted, like, maxBytes);
        if (text == null || book.findString(text) >= 0) throw new MalformedException("text");
        if (book.textBytes() > MAX_TEXT_BYTES) throw new MalformedException("too much text");
        book.addString(text, text.length());
        return text;
    }

    private static boolean wellFormed(String name, boolean colonAllowed) {
        if (name.isEmpty() || name.length() > NAME_BYTES) return false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colonAllowed && c == ':');
            if (!letter && !(i > 0 && c >= '0' && c <= '9')) return false;
        }
        return true;
    }

    private boolean flag(BitPort port, boolean value, int kind, int detail) {
        choose(kind, detail);
        return mixer.code(port, value ? 1 : 0, 0) == 1;
    }

    private long number(BitPort port, long value, int kind) {
        choose(kind, 0);
        return Integers.natural(mixer, port, value);
    }

    private void choose(int kind, int detail) {
        int context = ContextMixer.context(Contexts.FLAG + STRIDE, kind, detail);
        mixer.choose(Contexts.FLAG, context, context + 64, ContextMixer.context(Contexts.FLAG + STRIDE, kind, -1));
    }

    /** A number below a bound that both ends know, with as many bits as the bound needs. */
    static int index(BitPort port, int value, int bound) throws MalformedException {
        int read = (int) port.raw(value, Contexts.bitLength(Math.max(0, bound - 1L)));
        if (read >= bound) throw new MalformedException("a number above its bound");
        return read;
    }
}
