/** The rules of the house as ArchUnit rules. */
@NullMarked
package io.meshplane.testkit.arch;

import org.jspecify.annotations.NullMarked;
