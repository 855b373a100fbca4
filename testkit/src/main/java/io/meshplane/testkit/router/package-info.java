/** What a router's agent runs on and talks over: a host's files and programs, a cable, a server's certificate. */
@NullMarked
package io.meshplane.testkit.router;

import org.jspecify.annotations.NullMarked;
