/** Holds docker-compose.yml and deploy/ against the sources of the services and against the models of Kubernetes. */
@NullMarked
package io.meshplane.deploy;

import org.jspecify.annotations.NullMarked;
