package io.meshplane.payment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells those who read notices that there may be new ones. What another instance wrote they find by looking now and then. */
@ApplicationScoped
public class NoticeBoard {
    private final Set<Runnable> readers = ConcurrentHashMap.newKeySet();

    /** There may be something new; from any thread. */
    void wake() {
        readers.forEach(Runnable::run);
    }

    /** The reader is called from now on, on any thread; it must return at once. */
    void add(Runnable reader) {
        readers.add(reader);
    }

    void remove(Runnable reader) {
        readers.remove(reader);
    }
}
