/** Usage counters on their way to the control plane: none is ever dropped. */
@NullMarked
package io.meshplane.agent.domain.usage;

import org.jspecify.annotations.NullMarked;
