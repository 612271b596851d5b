/**
 * HTTP/1's server behind a port: Javalin on Jetty, which is handed its connections, and what one
 * can know of a connection below a request.
 */
@NullMarked
package turtlelab.node.front.http;

import org.jspecify.annotations.NullMarked;
