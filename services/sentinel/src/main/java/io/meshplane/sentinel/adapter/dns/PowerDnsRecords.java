package io.meshplane.sentinel.adapter.dns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.DnsUpdate.Change;
import io.meshplane.sentinel.domain.DnsUpdate.Prerequisite;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.RecordSet;
import io.meshplane.sentinel.domain.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records as PowerDNS's API has them, and back. */
final class PowerDnsRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every name under which something of a pool stands. */
    static Set<String> namesOf(RecordNames names) {
        Set<String> all = new LinkedHashSet<>();
        for (RecordSet.Key key : names.keys()) all.add(key.name());
        all.add(names.record().epochName());
        return all;
    }

    /** What of the API's sets belongs to a pool. */
    static DnsState state(RecordNames names, List<JsonNode> rrsets) {
        List<RecordSet> sets = new ArrayList<>();
        for (RecordSet.Key key : names.keys()) set(key, rrsets).ifPresent(sets::add);
        RecordSet.Key mark = new RecordSet.Key(names.record().epochName(), RecordType.TXT);
        List<String> texts = set(mark, rrsets).map(RecordSet::values).orElse(List.of());
        return new DnsState(names.record(), sets, texts);
    }

    private static Optional<RecordSet> set(RecordSet.Key key, List<JsonNode> rrsets) {
        for (JsonNode rrset : rrsets) {
            boolean same = rrset.path("name").asText().equalsIgnoreCase(key.name())
                    && rrset.path("type").asText().equals(key.type().name());
            if (!same) continue;
            List<String> values = new ArrayList<>();
            for (JsonNode record : rrset.path("records")) {
                boolean served = !record.path("disabled").asBoolean();
                if (served) values.add(value(key.type(), record.path("content").asText()));
            }
            if (values.isEmpty()) return Optional.empty();
            return Optional.of(
                    new RecordSet(key.name(), key.type(), rrset.path("ttl").asInt(), values));
        }
        return Optional.empty();
    }

    /** In the domain's own form. */
    private static String value(RecordType type, String content) {
        return switch (type) {
            case A, AAAA -> new MemberAddress(content).value();
            case CNAME, SRV -> content.toLowerCase(Locale.ROOT);
            case TXT -> content;
        };
    }

    static boolean holds(Prerequisite prerequisite, DnsState state) {
        return switch (prerequisite) {
            case Prerequisite.Absent(String name, RecordType type) ->
                values(name, type, state).isEmpty();
            case Prerequisite.Exactly(String name, RecordType type, List<String> values) ->
                values(name, type, state).equals(values);
        };
    }

    private static List<String> values(String name, RecordType type, DnsState state) {
        if (name.equals(state.record().epochName()) && type == RecordType.TXT) return state.epochTexts();
        RecordSet.Key key = new RecordSet.Key(name, type);
        return state.sets().stream()
                .filter(set -> set.key().equals(key))
                .findFirst()
                .map(RecordSet::values)
                .orElse(List.of());
    }

    /** One PATCH: sets that go, and sets that are replaced as a whole. */
    static String patch(DnsUpdate update) {
        Map<RecordSet.Key, List<Change.Add>> sets = new LinkedHashMap<>();
        for (Change change : update.changes()) {
            switch (change) {
                case Change.RemoveSet(String name, RecordType type) ->
                    sets.put(new RecordSet.Key(name, type), new ArrayList<>());
                case Change.Add add ->
                    sets.computeIfAbsent(new RecordSet.Key(add.name(), add.type()), key -> new ArrayList<>())
                            .add(add);
            }
        }
        ObjectNode root = JSON.createObjectNode();
        ArrayNode rrsets = root.putArray("rrsets");
        sets.forEach((key, values) -> {
            ObjectNode rrset = rrsets.addObject()
                    .put("name", key.name())
                    .put("type", key.type().name());
            rrset.put("changetype", values.isEmpty() ? "DELETE" : "REPLACE");
            if (values.isEmpty()) return;
            rrset.put("ttl", values.getFirst().ttlSeconds());
            ArrayNode records = rrset.putArray("records");
            for (Change.Add value : values) {
                records.addObject().put("content", value.value()).put("disabled", false);
            }
        });
        return root.toString();
    }

    private PowerDnsRecords() {}
}
