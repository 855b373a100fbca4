package io.meshplane.ingest.adapter.standard.body;

/** How it went to undo a coding. */
enum Opening {
    OPENED,
    DAMAGED,
    TOO_LARGE,
    NO_MEMORY
}
