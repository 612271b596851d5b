/** Joining a cluster that may be young, grown, full or half dead, without ever making it worse. */
@NullMarked
package turtlelab.join.elastic;

import org.jspecify.annotations.NullMarked;
