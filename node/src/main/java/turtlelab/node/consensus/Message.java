package turtlelab.node.consensus;

import turtlelab.node.base.MemberId;

/**
 * What members say to each other. Owned by the core; see {@code MessageCodec} for the wire form.
 */
public interface Message {
    MemberId from();

    MemberId to();

    long term();
}
