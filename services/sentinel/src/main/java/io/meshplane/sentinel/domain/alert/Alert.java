package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an alert: what it says, its newest outbreak, and who was told.
 *
 * @param revision grows with each change
 * @param expiresAt when it counts as over unless it is said again; null = until cleared
 * @param drill null = it is real
 * @param former the newest {@value #FORMER_MAX} outbreaks before this one
 * @param pages of this and earlier outbreaks in the order of decision, the newest {@value #PAGES_MAX}
 * @param heard ids of the newest {@value #HEARD_MAX} signals, so that one that is told twice counts once
 */
public record Alert(
        AlertKey key,
        long revision,
        Subject subject,
        @Nullable Instant expiresAt,
        @Nullable DrillTerms drill,
        Episode episode,
        List<Episode> former,
        List<Page> pages,
        List<String> heard) {
    private static final Comparator<Page> IN_ORDER =
            Comparator.comparing(Page::decidedAt).thenComparing(Page::id);
    static final int FORMER_MAX = 20;
    static final int PAGES_MAX = 200;
    static final int HEARD_MAX = 32;

    public Alert {
        former = newest(former, FORMER_MAX);
        pages = newest(pages.stream().sorted(IN_ORDER).toList(), PAGES_MAX);
        heard = newest(heard, HEARD_MAX);
    }

    private static <T> List<T> newest(List<T> all, int max) {
        return List.copyOf(all.size() <= max ? all : all.subList(all.size() - max, all.size()));
    }

    /** Whether the trouble goes on. */
    public boolean isOpen() {
        return episode.ending() == null;
    }

    /** Whether a person has said that they look after it. */
    public boolean isAcknowledged() {
        return episode.acknowledgement() != null;
    }

    /** Whether something is still to be done for it. */
    public boolean isLive() {
        return isOpen()
                || pages.stream().anyMatch(Page::isWaiting)
                || !owedAllClear().isEmpty();
    }

    /** Contacts whom a page of an outbreak that is over had reached, and who were not told yet that it is. */
    Set<Label> owedAllClear() {
        if (isOpen() || drill != null) return Set.of();
        Set<Label> owed = new TreeSet<>();
        for (Page page : pagesOfEpisode()) {
            if (page.kind() == Page.Kind.PAGE && page.state() == Page.State.DELIVERED) owed.add(page.contact());
        }
        for (Page page : pagesOfEpisode()) if (page.kind() == Page.Kind.ALL_CLEAR) owed.remove(page.contact());
        return owed;
    }

    /** Pages of the newest outbreak. */
    public List<Page> pagesOfEpisode() {
        return pages.stream().filter(page -> page.episode() == episode.number()).toList();
    }

    Alert with(Subject next, @Nullable Instant expires) {
        return new Alert(key, revision + 1, next, expires, drill, episode, former, pages, heard);
    }

    Alert with(Episode next) {
        return new Alert(key, revision + 1, subject, expiresAt, drill, next, former, pages, heard);
    }

    /** The next outbreak; the present one becomes a former one. */
    Alert breakingOut(Instant now) {
        List<Episode> past = new ArrayList<>(former);
        past.add(isOpen() ? episode.ended(new Ending("it became worse", now)) : episode);
        Episode next = Episode.opening(episode.number() + 1, now);
        return new Alert(key, revision + 1, subject, expiresAt, drill, next, past, pages, heard);
    }

    Alert heard(String signalId) {
        List<String> next = new ArrayList<>(heard);
        next.add(signalId);
        return new Alert(key, revision + 1, subject, expiresAt, drill, episode, former, pages, next);
    }

    /** With pages to contacts that do not have them yet. */
    Alert paging(Page.Kind kind, int step, Collection<Label> contacts, Instant now) {
        Map<String, Page> added = new TreeMap<>();
        for (Label contact : contacts) {
            Page page = Page.of(key, episode.number(), kind, step, contact, now);
            added.put(page.id(), page);
        }
        pages.forEach(known -> added.remove(known.id()));
        if (added.isEmpty()) return this;
        List<Page> next = new ArrayList<>(pages);
        next.addAll(added.values());
        return withPages(next);
    }

    /** With one page changed; the same if it is not among them any more. */
    public Alert changingPage(String id, UnaryOperator<Page> change) {
        return changingPages(page -> page.id().equals(id) ? change.apply(page) : page);
    }

    Alert changingPages(UnaryOperator<Page> change) {
        List<Page> next = pages.stream().map(change).toList();
        return next.equals(pages) ? this : withPages(next);
    }

    private Alert withPages(List<Page> next) {
        return new Alert(key, revision + 1, subject, expiresAt, drill, episode, former, next, heard);
    }

    /**
     * What two tellings know together: two instances may each have decided something for a moment, when one was paused and
     * woke up. No page, acknowledgement or step gets lost, and it does not matter who merges what in which order.
     */
    public Alert and(Alert other) {
        if (equals(other)) return this;
        Alert newer = isNewerThan(other) ? this : other;
        Alert older = newer.equals(this) ? other : this;
        Map<String, Page> together = new TreeMap<>();
        for (Page page : older.pages) together.put(page.id(), page);
        for (Page page : newer.pages) together.merge(page.id(), page, (o, n) -> n.and(o));
        List<Page> all = List.copyOf(together.values());
        boolean same = newer.episode.number() == older.episode.number();
        Episode joined = same ? newer.episode.and(older.episode) : newer.episode;
        Alert merged = new Alert(
                key,
                newer.revision,
                newer.subject,
                newer.expiresAt,
                newer.drill,
                joined,
                newer.former,
                all,
                newer.heard);
        return merged.equals(newer) ? newer : merged.raised();
    }

    /** A merge is a change of its own: it is newer than both that it was made of. */
    private Alert raised() {
        return new Alert(key, revision + 1, subject, expiresAt, drill, episode, former, pages, heard);
    }

    private boolean isNewerThan(Alert other) {
        if (episode.number() != other.episode.number()) return episode.number() > other.episode.number();
        if (revision != other.revision) return revision > other.revision;
        return toString().compareTo(other.toString()) > 0;
    }
}
