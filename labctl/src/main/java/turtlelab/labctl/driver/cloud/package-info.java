/** Nodes as instances of a cloud with an API like EC2's; reached over OpenSSH. */
@NullMarked
package turtlelab.labctl.driver.cloud;

import org.jspecify.annotations.NullMarked;
