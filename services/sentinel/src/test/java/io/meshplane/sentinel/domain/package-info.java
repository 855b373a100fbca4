/** Tests of domain of the sentinel. */
@NullMarked
package io.meshplane.sentinel.domain;

import org.jspecify.annotations.NullMarked;
