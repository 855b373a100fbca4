package io.meshplane.bench.telemetry.data;

import io.meshplane.bench.Unusable;
import java.nio.file.Path;

/** Where a file breaks the form, as compilers say it: file, line and column, each counted from 1. */
final class BadData {
    static Unusable at(Path file, int line, int column, String what) {
        return new Unusable(Unusable.BAD_DATA, file + ":" + line + ":" + column + ": " + what);
    }

    static Unusable at(Path file, int line, String what) {
        return new Unusable(Unusable.BAD_DATA, file + ":" + line + ": " + what);
    }

    private BadData() {}
}
