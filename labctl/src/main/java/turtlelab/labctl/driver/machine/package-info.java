/** What all machines with the daemon installed have in common: OpenSSH, and a systemd unit. */
@NullMarked
package turtlelab.labctl.driver.machine;

import org.jspecify.annotations.NullMarked;
