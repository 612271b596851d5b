/** Nodes as virtual machines that Vagrant raises; reached over OpenSSH. */
@NullMarked
package turtlelab.labctl.driver.vagrant;

import org.jspecify.annotations.NullMarked;
