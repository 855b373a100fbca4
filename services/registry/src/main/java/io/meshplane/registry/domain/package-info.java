/** Pure rules of enrolment: no framework, no clock, no randomness. */
@NullMarked
package io.meshplane.registry.domain;

import org.jspecify.annotations.NullMarked;
