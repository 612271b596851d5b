/** The v3 API as JSON: unary calls, streams as chunked lines, and the same over WebSockets. */
@NullMarked
package turtlelab.node.http.gateway;

import org.jspecify.annotations.NullMarked;
