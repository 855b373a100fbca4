/** Tests against the real counterparts of the stand-ins: named and skipped where absent, failed where demanded. */
@NullMarked
package io.meshplane.testkit.realpart;

import org.jspecify.annotations.NullMarked;
