/** Whom labctl tells its records: name servers that take updates, and cloud APIs. */
@NullMarked
package turtlelab.labctl.dns.provider;

import org.jspecify.annotations.NullMarked;
