package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Label;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whom a network wants woken. */
public record AlertSettings(
        SortedMap<Label, Contact> contacts,
        SortedMap<Label, EscalationPolicy> policies,
        SortedMap<Label, Silence> silences) {
    public static final AlertSettings NONE = new AlertSettings(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    /** Of each kind. */
    public static final int ENTRIES_MAX = 200;

    public AlertSettings {
        contacts = Collections.unmodifiableSortedMap(new TreeMap<>(contacts));
        policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
        silences = Collections.unmodifiableSortedMap(new TreeMap<>(silences));
    }

    /**
     * The policy for a severity: the one made for the highest severity not above it, by name if there are several. A critical
     * alert without one, or whose policy names nobody that exists, goes to everybody.
     */
    Optional<EscalationPolicy> policyFor(Severity severity) {
        Optional<EscalationPolicy> made = policies.values().stream()
                .filter(policy -> severity.isAtLeast(policy.atLeast()))
                .max(Comparator.comparing(EscalationPolicy::atLeast)
                        .thenComparing(EscalationPolicy::name, Comparator.reverseOrder()));
        boolean reachesSomebody = made.stream()
                .flatMap(policy -> policy.steps().stream())
                .flatMap(step -> step.contacts().stream())
                .anyMatch(name -> contacts.containsKey(name));
        if (reachesSomebody || severity != Severity.CRITICAL || contacts.isEmpty()) return made;
        return Optional.of(EscalationPolicy.everybody(contacts.keySet()));
    }

    boolean isSilenced(Alert alert, Instant now) {
        return silences.values().stream().anyMatch(silence -> silence.holds(alert, now));
    }

    /** The first policy that pages a contact, which must not be removed then. */
    public Optional<Label> policyThatNames(Label contact) {
        return policies.values().stream()
                .filter(policy ->
                        policy.steps().stream().anyMatch(step -> step.contacts().contains(contact)))
                .map(EscalationPolicy::name)
                .findFirst();
    }

    /** The first contact of a policy that does not exist. */
    public Optional<Label> stranger(EscalationPolicy policy) {
        return policy.steps().stream()
                .flatMap(step -> step.contacts().stream())
                .filter(contact -> !contacts.containsKey(contact))
                .findFirst();
    }

    public AlertSettings with(Setting setting) {
        SortedMap<Label, Contact> nextContacts = new TreeMap<>(contacts);
        SortedMap<Label, EscalationPolicy> nextPolicies = new TreeMap<>(policies);
        SortedMap<Label, Silence> nextSilences = new TreeMap<>(silences);
        switch (setting) {
            case Setting.OfContact(Contact contact) -> nextContacts.put(contact.name(), contact);
            case Setting.OfPolicy(EscalationPolicy policy) -> nextPolicies.put(policy.name(), policy);
            case Setting.OfSilence(Silence silence) -> nextSilences.put(silence.name(), silence);
        }
        return new AlertSettings(nextContacts, nextPolicies, nextSilences);
    }

    public AlertSettings without(Setting.Kind kind, Label name) {
        SortedMap<Label, Contact> nextContacts = new TreeMap<>(contacts);
        SortedMap<Label, EscalationPolicy> nextPolicies = new TreeMap<>(policies);
        SortedMap<Label, Silence> nextSilences = new TreeMap<>(silences);
        switch (kind) {
            case CONTACT -> nextContacts.remove(name);
            case POLICY -> nextPolicies.remove(name);
            case SILENCE -> nextSilences.remove(name);
        }
        return new AlertSettings(nextContacts, nextPolicies, nextSilences);
    }
}
