package io.meshplane.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a Maven build is, as its log says.
 *
 * @param module that is being built; empty before the first
 * @param number of this module, from 1
 * @param count of all modules
 * @param downloads files fetched so far
 */
record MavenProgress(String module, int number, int count, int downloads) {
    static final MavenProgress NONE = new MavenProgress("", 0, 0, 0);

    private static final Pattern BUILDING = Pattern.compile("\\[INFO] Building (.+?) \\S+\\s+\\[(\\d+)/(\\d+)]");
    private static final String DOWNLOADED = "[INFO] Downloaded from ";

    /** The progress after one more line. */
    MavenProgress after(String line) {
        if (line.startsWith(DOWNLOADED)) return new MavenProgress(module, number, count, downloads + 1);
        Matcher building = BUILDING.matcher(line);
        if (!building.find()) return this;
        return new MavenProgress(
                building.group(1), Integer.parseInt(building.group(2)), Integer.parseInt(building.group(3)), downloads);
    }

    String inWords() {
        String what = module.isEmpty() ? "Maven starts" : module + ", " + number + " of " + count;
        return downloads == 0 ? what : what + ", " + downloads + " files fetched";
    }
}
