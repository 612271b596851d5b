package turtlelab.node.app;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.threads.MessageSink;
import turtlelab.node.peer.PeerFigures;
import turtlelab.node.peer.PeerListener;
import turtlelab.node.peer.traffic.AppendTraffic;

/**
 * Connects the peer port with the engine, which each need the other to be there first. What comes
 * in before the engine is there is lost, as messages may be.
 */
final class Switchboard implements PeerListener {
    private final FatalHandler ending;
    private final PeerFigures figures;
    private final AppendTraffic traffic;
    private volatile @Nullable MessageSink engine;

    Switchboard(FatalHandler ending, PeerFigures figures, AppendTraffic traffic) {
        this.ending = ending;
        this.figures = figures;
        this.traffic = traffic;
    }

    /** What passes here, counted. */
    AppendTraffic traffic() {
        return traffic;
    }

    void connect(MessageSink sink) {
        engine = sink;
    }

    @Override
    public void received(Message message) {
        traffic.received(message);
        var sink = engine;
        if (sink != null) {
            sink.received(message);
        }
    }

    @Override
    public void unreachable(MemberId peer) {
        figures.lost(peer);
        traffic.lost(peer);
        var sink = engine;
        if (sink != null) {
            sink.unreachable(peer);
        }
    }

    @Override
    public void answered(MemberId peer, Duration roundTrip) {
        figures.answered(peer, roundTrip);
        traffic.reached(peer);
    }

    @Override
    public void removed() {
        ending.removed();
    }
}
