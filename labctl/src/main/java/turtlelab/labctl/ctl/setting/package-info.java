/** What a command of etcdctl's runs in, whichever API it speaks. */
@NullMarked
package turtlelab.labctl.ctl.setting;

import org.jspecify.annotations.NullMarked;
