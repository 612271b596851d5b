/** An authoritative name server for one domain of the lab, which may misbehave on purpose. */
@NullMarked
package turtlelab.labctl.dns.server;

import org.jspecify.annotations.NullMarked;
