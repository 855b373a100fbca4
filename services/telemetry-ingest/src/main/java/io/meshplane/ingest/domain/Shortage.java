package io.meshplane.ingest.domain;

/** Why no more of a request could be kept. */
public enum Shortage {
    SERIES("too many series"),
    LABELS("too many labels on one series"),
    TEXT("too much text in names and labels"),
    SAMPLES("too many samples"),
    /** Not the request's fault: others hold the memory set aside. */
    MEMORY("the memory for requests is in use");

    private final String inWords;

    Shortage(String inWords) {
        this.inWords = inWords;
    }

    public String inWords() {
        return inWords;
    }
}
