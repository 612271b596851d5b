/** A place to meet in the v3 keys of a running cluster: etcd 3.6's discovery. */
@NullMarked
package turtlelab.join.keys;

import org.jspecify.annotations.NullMarked;
