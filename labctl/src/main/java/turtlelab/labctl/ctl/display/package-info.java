/** The output forms of the v3 etcdctl: simple, fields, json, table. */
@NullMarked
package turtlelab.labctl.ctl.display;

import org.jspecify.annotations.NullMarked;
