package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.metrics.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Things that messages list again and again, in about the same order: a thing is described once and then numbered. */
final class Roster<K> {
    /** Describes a thing that is not known yet. */
    interface Description<K> {
        K code(BitPort port, @Nullable K wanted) throws MalformedException;
    }

    private final List<K> known = new ArrayList<>();
    private final Map<K, Integer> numbers = new HashMap<>();
    private final int kind;
    private int next;
    private int lastCount;

    /** @param kind number of its first kind of field; it takes four */
    Roster(int kind) {
        this.kind = kind;
    }

    void reset() {
        known.clear();
        numbers.clear();
        next = 0;
        lastCount = 0;
    }

    int size() {
        return known.size();
    }

    /** Begins the list of a message: how many things it has. */
    int count(BitPort port, FieldCoder fields, int count, int limit) throws MalformedException {
        long read = lastCount + fields.signed(port, (long) count - lastCount, kind);
        if (read < 0 || read > limit) throw new MalformedException("a list of " + read);
        next = 0;
        lastCount = (int) read;
        return lastCount;
    }

    /** The number of the next thing of the list. */
    int thing(BitPort port, FieldCoder fields, @Nullable K wanted, int limit, Description<K> description)
            throws MalformedException {
        int number = wanted == null ? 0 : numbers.getOrDefault(wanted, -1);
        boolean follows = number == next;
        if (next < known.size() && fields.flag(port, follows, kind + 1)) return next++;
        if (fields.flag(port, number >= 0, kind + 2)) {
            number = (int) port.raw(number, 20);
            if (number >= known.size()) throw new MalformedException("no such thing");
        } else {
            K thing = description.code(port, wanted);
            number = known.size();
            if (number >= limit || numbers.putIfAbsent(thing, number) != null)
                throw new MalformedException("a thing twice");
            known.add(thing);
        }
        next = number + 1;
        return number;
    }

    K get(int number) {
        return known.get(number);
    }
}
