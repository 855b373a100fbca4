/** Tests of the demo's tools; the story itself runs in e2e. */
@NullMarked
package io.meshplane.launcher.demo;

import org.jspecify.annotations.NullMarked;
