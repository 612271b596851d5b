/** A discovery service for the lab, which etcd and turtled alike register at; and its client. */
@NullMarked
package turtlelab.labctl.discovery;

import org.jspecify.annotations.NullMarked;
