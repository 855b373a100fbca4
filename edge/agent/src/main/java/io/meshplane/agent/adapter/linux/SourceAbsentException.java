package io.meshplane.agent.adapter.linux;

import java.io.IOException;

/** This router has nothing of what a source looks at. Not a failure. */
final class SourceAbsentException extends IOException {
    private static final long serialVersionUID = 1;

    SourceAbsentException(String what) {
        super(what);
    }
}
