package io.meshplane.sentinel.domain.alert;

import io.meshplane.sentinel.domain.Label;

/** One thing that an operator can set. */
public sealed interface Setting {
    record OfContact(Contact contact) implements Setting {}

    record OfPolicy(EscalationPolicy policy) implements Setting {}

    record OfSilence(Silence silence) implements Setting {}

    /** What kind of thing. */
    enum Kind {
        CONTACT,
        POLICY,
        SILENCE
    }

    default Kind kind() {
        return switch (this) {
            case OfContact ignored -> Kind.CONTACT;
            case OfPolicy ignored -> Kind.POLICY;
            case OfSilence ignored -> Kind.SILENCE;
        };
    }

    default Label name() {
        return switch (this) {
            case OfContact(Contact contact) -> contact.name();
            case OfPolicy(EscalationPolicy policy) -> policy.name();
            case OfSilence(Silence silence) -> silence.name();
        };
    }
}
