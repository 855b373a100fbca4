package io.meshplane.launcher.demo;

/** A step of the story that did not happen; the message says which, in plain words. */
final class DidNotHappenException extends Exception {
    private static final long serialVersionUID = 1;

    DidNotHappenException(String what) {
        super(what);
    }
}
