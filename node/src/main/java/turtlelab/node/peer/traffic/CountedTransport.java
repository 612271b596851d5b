package turtlelab.node.peer.traffic;

import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.engine.Transport;

/** Counts what goes out before it does. */
public record CountedTransport(Transport carrier, AppendTraffic traffic) implements Transport {
    @Override
    public void send(MemberId to, Message message) {
        traffic.sending(message);
        carrier.send(to, message);
    }

    @Override
    public void membershipChanged(Membership membership) {
        carrier.membershipChanged(membership);
    }
}
