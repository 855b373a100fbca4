/** Tables for people, figures for programs. */
@NullMarked
package io.meshplane.bench.report;

import org.jspecify.annotations.NullMarked;
