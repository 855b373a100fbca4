/** Gets a node its enrolment token in an unattended start. */
@NullMarked
package io.meshplane.devstack.invite;

import org.jspecify.annotations.NullMarked;
