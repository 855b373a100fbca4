/** Files and folders that a crash never leaves half made, and the secrets in them. */
@NullMarked
package io.meshplane.devstack.file;

import org.jspecify.annotations.NullMarked;
