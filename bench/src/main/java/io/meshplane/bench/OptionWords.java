package io.meshplane.bench;

import java.util.List;

/** Words of a command line, read one after the other. */
public final class OptionWords {
    /** The word after an option. */
    public static String value(List<String> words, int index, String option) throws Unusable {
        if (index == words.size() || words.get(index).startsWith("--")) {
            throw new Unusable(Unusable.USAGE, option + " needs a value");
        }
        return words.get(index);
    }

    /** That word as a whole number. */
    public static long number(String option, String word) throws Unusable {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException notOne) {
            throw new Unusable(Unusable.USAGE, option + ": a whole number is expected, not " + word);
        }
    }

    private OptionWords() {}
}
