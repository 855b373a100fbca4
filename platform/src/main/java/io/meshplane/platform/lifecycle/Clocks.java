package io.meshplane.platform.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** The one clock of a service; flows read it, domains get instants. */
@ApplicationScoped
public class Clocks {
    @Produces
    @ApplicationScoped
    InstantSource clock() {
        return InstantSource.system();
    }
}
