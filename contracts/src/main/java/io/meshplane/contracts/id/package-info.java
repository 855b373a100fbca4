/** Typed names of things that two services must never disagree about. */
@NullMarked
package io.meshplane.contracts.id;

import org.jspecify.annotations.NullMarked;
