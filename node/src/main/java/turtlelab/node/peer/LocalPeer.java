package turtlelab.node.peer;

import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.base.UrlSet;

/** Who speaks here: what this node says of itself to every other member. */
public record LocalPeer(ClusterId cluster, MemberId id, UrlSet urls, Time time) {}
