@NullMarked
package io.meshplane.bench.sentinel;

import org.jspecify.annotations.NullMarked;
