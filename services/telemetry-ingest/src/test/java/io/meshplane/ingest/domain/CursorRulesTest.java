package io.meshplane.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.ingest.domain.CursorRules.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorRulesTest {
    private static final long BOOT = 0xfedc_ba98_7654_3210L;
    private static final long OTHER_BOOT = 7;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 1000, Long.MAX_VALUE})
    void takesTheFirstUploadOfANodeWhateverItsSequence(long sequence) {
        Decision.Accept accept = accepted(null, BOOT, sequence, 0);

        assertThat(accept.skipped()).isEqualTo(sequence - 1);
        assertThat(accept.newest()).isTrue();
        assertThat(accept.next().current().missing()).isEqualTo(sequence - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void dropsWhatCameBefore(long sequence) {
        Cursor cursor = cursorAfter(1, 2, 3);

        assertThat(CursorRules.accept(cursor, BOOT, sequence, 0, 0)).isEqualTo(new Decision.Duplicate());
    }

    @Test
    void countsWhatWasPassedOver() {
        Decision.Accept accept = accepted(cursorAfter(1, 2), BOOT, 6, 0);

        assertThat(accept.skipped()).isEqualTo(3);
        assertThat(accept.next().current().missing()).isEqualTo(3);
    }

    @Test
    void takesALateSequenceOnceAndNotAsTheNewest() {
        Decision.Accept late = accepted(cursorAfter(1, 2, 6), BOOT, 4, 0);

        assertThat(late.newest()).isFalse();
        assertThat(late.skipped()).isZero();
        assertThat(late.next().current().missing()).isEqualTo(2);
        assertThat(CursorRules.accept(late.next(), BOOT, 4, 0, 0)).isEqualTo(new Decision.Duplicate());
    }

    @Test
    void keepsTheHighestSequenceWhenLateOnesCome() {
        Cursor cursor = cursorAfter(9, 8, 7);

        assertThat(cursor.current().highest()).isEqualTo(9);
        assertThat(cursor.current().missing()).isEqualTo(6);
    }

    @Test
    void takesALaterBootAsTheCurrentOne() {
        Cursor cursor = accepted(null, BOOT, 5, 1_000).next();

        Decision.Accept accept = accepted(cursor, OTHER_BOOT, 1, 2_000);

        assertThat(accept.newest()).isTrue();
        assertThat(accept.next().current().bootId()).isEqualTo(OTHER_BOOT);
    }

    @Test
    void takesWhatAnEarlierBootHadBufferedWithoutGoingBackToIt() {
        Cursor cursor = accepted(accepted(null, BOOT, 5, 1_000).next(), OTHER_BOOT, 1, 9_000)
                .next();

        Decision.Accept accept = accepted(cursor, BOOT, 6, 1_500);

        assertThat(accept.newest()).isFalse();
        assertThat(accept.next().current().bootId()).isEqualTo(OTHER_BOOT);
        assertThat(CursorRules.accept(accept.next(), BOOT, 6, 1_500, 0)).isEqualTo(new Decision.Duplicate());
    }

    @Test
    void takesABootThatNeverCameBeforeForEarlierIfItsUploadsAreOlder() {
        Cursor cursor = accepted(null, BOOT, 1, 9_000).next();

        Decision.Accept accept = accepted(cursor, OTHER_BOOT, 40, 5_000);

        assertThat(accept.newest()).isFalse();
        assertThat(accept.next().current().bootId()).isEqualTo(BOOT);
    }

    @Test
    void returnsToABootThatItTookForEarlierOnceThatClosesLaterUploads() {
        Cursor cursor = accepted(null, BOOT, 1, 9_000).next();
        cursor = accepted(cursor, OTHER_BOOT, 1, 0).next(); // a new start whose clock was not set yet

        Decision.Accept accept = accepted(cursor, OTHER_BOOT, 2, 9_001);

        assertThat(accept.newest()).isTrue();
        assertThat(accept.next().current().bootId()).isEqualTo(OTHER_BOOT);
    }

    @Test
    void remembersNoMoreThanTheNewestBoots() {
        Cursor cursor = accepted(null, 0, 1, 0).next();
        for (long boot = 1; boot < 3 * Cursor.BOOTS_MAX; boot++)
            cursor = accepted(cursor, boot, 1, boot).next();

        assertThat(cursor.boots()).hasSize(Cursor.BOOTS_MAX);
        assertThat(cursor.current().bootId()).isEqualTo(3 * Cursor.BOOTS_MAX - 1);
    }

    @Test
    void takesEverySequenceExactlyOnceInAnyOrder() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Long> sequences =
                    displaced(LongStream.rangeClosed(1, 150).boxed().toList(), random);
            sequences.addAll(sequences.subList(0, 60));
            Set<Long> came = new HashSet<>();
            Cursor cursor = null;

            for (long sequence : sequences) {
                Decision decision = CursorRules.accept(cursor, BOOT, sequence, 0, 0);
                assertThat(decision instanceof Decision.Accept)
                        .as("seed %d, round %d, sequence %d", seed, round, sequence)
                        .isEqualTo(came.add(sequence));
                if (decision instanceof Decision.Accept accept) {
                    cursor = accept.next();
                    assertThat(cursor.current().missing()).isEqualTo(Collections.max(came) - came.size());
                }
            }
        }
    }

    @Test
    void neverLosesASequenceHoweverManyRangesAreOpen() {
        long seed = 9_421;
        Random random = new Random(seed);
        List<Long> sequences =
                new ArrayList<>(LongStream.rangeClosed(1, 2_000).boxed().toList());
        Collections.shuffle(sequences, random);
        Cursor cursor = accepted(null, BOOT, sequences.removeFirst(), 0).next();

        for (long sequence : sequences) {
            cursor = accepted(cursor, BOOT, sequence, 0).next();

            assertThat(cursor.current().open()).as("seed %d", seed).hasSizeLessThanOrEqualTo(BootCursor.RANGES_MAX);
        }

        // joined ranges stay open, and while one is open, "none is missing" is never said
        assertThat(cursor.current().missing()).isLessThanOrEqualTo(1);
    }

    @Test
    void remembersWhereTheNewestUploadLies() {
        Cursor cursor = atOffset(null, BOOT, 5, 70);

        assertThat(cursor.newestOffset()).isEqualTo(70);
        assertThat(atOffset(cursor, BOOT, 3, 71).newestOffset())
                .as("a late one")
                .isEqualTo(70);
        assertThat(atOffset(cursor, BOOT, 6, 72).newestOffset()).isEqualTo(72);
    }

    private static Cursor atOffset(@Nullable Cursor cursor, long boot, long sequence, long offset) {
        return ((Decision.Accept) CursorRules.accept(cursor, boot, sequence, 0, offset)).next();
    }

    private static Cursor cursorAfter(long... sequences) {
        Cursor cursor = accepted(null, BOOT, sequences[0], 0).next();
        for (int i = 1; i < sequences.length; i++)
            cursor = accepted(cursor, BOOT, sequences[i], 0).next();
        return cursor;
    }

    private static Decision.Accept accepted(@Nullable Cursor cursor, long boot, long sequence, long closedAtMs) {
        Decision decision = CursorRules.accept(cursor, boot, sequence, closedAtMs, 0);
        assertThat(decision).as("sequence %d", sequence).isInstanceOf(Decision.Accept.class);
        return (Decision.Accept) decision;
    }

    /** Every element moves by at most a few places, in some rounds by many; never more than 64 gaps are open. */
    private static List<Long> displaced(List<Long> ordered, Random random) {
        List<Long> shuffled = new ArrayList<>(ordered);
        int reach = 1 + random.nextInt(60);
        for (int from = 0; from < shuffled.size(); from += reach) {
            Collections.shuffle(shuffled.subList(from, Math.min(from + reach, shuffled.size())), random);
        }
        return shuffled;
    }
}
