package io.meshplane.sentinel.adapter.probe;

/** The member answered, and not as it should. */
final class UnfitException extends Exception {
    private static final long serialVersionUID = 1;

    UnfitException(String what) {
        super(what, null, false, false); // expected, and thrown often while a member is ill: no stack trace
    }
}
