/** Child processes: started, measured, and ended whatever happens. */
@NullMarked
package io.meshplane.bench.process;

import org.jspecify.annotations.NullMarked;
