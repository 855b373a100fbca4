package io.meshplane.agent.domain;

import io.meshplane.agent.domain.BabelState.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Notices links that worked and do not any more, each once until it works again. */
public final class LinkAlerts {
    private record Key(String interfaceName, String peerAddress) {
        static Key of(Link link) {
            return new Key(link.interfaceName(), link.peerAddress());
        }
    }

    private final Map<Key, Link> working = new HashMap<>();

    /** The links that were there before and are not, or are at infinite cost. */
    public List<Link> update(List<Link> links) {
        Set<Key> up = links.stream()
                .filter(link -> link.cost() < BabelState.INFINITY)
                .map(Key::of)
                .collect(Collectors.toSet());
        List<Link> lost = new ArrayList<>();
        working.forEach((key, link) -> {
            if (!up.contains(key)) lost.add(link.down());
        });
        working.keySet().retainAll(up);
        for (Link link : links) {
            if (up.contains(Key.of(link))) working.put(Key.of(link), link);
        }
        return lost;
    }
}
