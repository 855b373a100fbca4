package io.meshplane.launcher.demo;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Tells what happens, waits for it with a deadline, and does not go on without it. */
final class Story {
    /** How long anything may take that is not said to take longer. */
    static final Duration USUAL = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final BigInteger COIN = BigInteger.TEN.pow(18);

    private final PrintStream out;
    private final InstantSource clock;
    private int chapter;

    Story(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Something that may not be there yet. */
    @FunctionalInterface
    interface Look<T> {
        Optional<T> look() throws Exception;
    }

    void chapter(String title) {
        chapter++;
        out.println();
        out.println(chapter + ". " + title);
    }

    void say(String sentence) {
        out.println("   " + sentence);
    }

    Instant now() {
        return clock.instant();
    }

    /** @throws DidNotHappenException if it is not so */
    void require(boolean isSo, String what) throws DidNotHappenException {
        if (!isSo) throw new DidNotHappenException(what);
    }

    /**
     * Looks again and again; an exception while looking means that it is not there yet.
     *
     * @throws DidNotHappenException after the limit, naming what was awaited and what stood in the way
     */
    <T> T await(String what, Duration limit, Look<T> look) throws DidNotHappenException, InterruptedException {
        Instant deadline = clock.instant().plus(limit);
        String obstacle = "";
        do {
            try {
                Optional<T> seen = look.look();
                if (seen.isPresent()) return seen.get();
                obstacle = "";
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception notYet) {
                obstacle = " (" + notYet.getMessage() + ")";
            }
            Thread.sleep(PAUSE);
        } while (clock.instant().isBefore(deadline));
        throw new DidNotHappenException(what + ", not within " + limit.toSeconds() + " s" + obstacle);
    }

    /** A number in groups of three digits. */
    static String grouped(BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** An amount of wei in the chain's coin, of 10^18 wei. */
    static String coins(BigInteger wei) {
        return new BigDecimal(wei).movePointLeft(18).stripTrailingZeros().toPlainString()
                + (wei.equals(COIN) ? " coin" : " coins");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
