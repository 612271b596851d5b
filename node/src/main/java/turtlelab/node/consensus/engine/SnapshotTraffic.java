package turtlelab.node.consensus.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Message.SnapshotAnswer;
import turtlelab.node.consensus.Message.SnapshotAnswer.Stage;
import turtlelab.node.consensus.raft.Input;

/** All snapshots under way: at most one to each follower, and at most one coming in. */
final class SnapshotTraffic {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTraffic.class);

    private final EngineConfig config;
    private final EnginePorts ports;
    private final Consumer<Input> core;
    private final Map<MemberId, Long> captures = new TreeMap<>();
    private final Map<Long, SnapshotSending> sendings = new HashMap<>();
    private @Nullable SnapshotReceiving receiving;
    private long term;

    SnapshotTraffic(EngineConfig config, EnginePorts ports, Consumer<Input> core) {
        this.config = config;
        this.ports = ports;
        this.core = core;
    }

    /** A follower needs a snapshot; one that is under way already will do. */
    void wanted(MemberId to, long transfer) {
        boolean underWay =
                captures.containsKey(to)
                        || sendings.values().stream().anyMatch(sending -> sending.to().equals(to));
        if (!underWay) {
            captures.put(to, transfer);
            ports.apply().accept(new ApplyWork.Task.Capture(transfer));
        }
    }

    /** This node leads in a term, or no longer: what it sends belongs to one term. */
    void leads(long newTerm) {
        if (newTerm != term) {
            term = newTerm;
            captures.clear();
            sendings.values().forEach(SnapshotSending::close);
            sendings.clear();
        }
    }

    void captured(Event.Captured captured) {
        var to = wantedBy(captured.transfer());
        if (to == null) {
            ports.snapshots()
                    .accept(
                            new SnapshotWork.Task.CloseReader(
                                    captured.transfer(), captured.reader()));
            return;
        }
        captures.remove(to);
        LOG.info("sending {} a snapshot as of {}", to, captured.reader().mark().index());
        var route = new SnapshotSending.Route(config.raft().self(), to, term, captured.transfer());
        sendings.put(
                captured.transfer(), new SnapshotSending(config, ports, route, captured.reader()));
    }

    void read(Event.ChunkRead chunk) {
        var sending = sendings.get(chunk.transfer());
        if (sending != null) {
            sending.read(chunk.data(), chunk.last());
        }
    }

    /** A snapshot message that the core found to be of the current term. */
    void received(Message message) {
        switch (message) {
            case Message.SnapshotOffer offer -> offered(offer);
            case Message.SnapshotChunk chunk -> {
                if (receiving != null && receiving.is(chunk.transfer())) {
                    receiving.received(chunk);
                }
            }
            case SnapshotAnswer answer -> answered(answer);
            default -> throw new IllegalArgumentException("not about snapshots: " + message);
        }
    }

    void opened(Event.Opened opened) {
        if (receiving != null && receiving.is(opened.transfer())) {
            receiving.opened(opened.writer());
        } else {
            ports.snapshots()
                    .accept(new SnapshotWork.Task.CloseWriter(opened.transfer(), opened.writer()));
        }
    }

    void written(Event.ChunkWritten written) {
        if (receiving != null && receiving.is(written.transfer())) {
            receiving.written(written.size(), written.last());
        }
    }

    void installed(Event.Installed installed) {
        LOG.info("installed a snapshot as of {}", installed.mark().index());
        core.accept(new Input.SnapshotInstalled(installed.mark()));
        if (receiving != null && receiving.is(installed.transfer())) {
            receiving.answer(Stage.INSTALLED);
            receiving = null;
        }
    }

    void failed(Event.TransferFailed failed) {
        LOG.warn("snapshot {} failed: {}", failed.transfer(), failed.reason());
        var to = wantedBy(failed.transfer());
        if (to != null) {
            captures.remove(to);
            core.accept(new Input.SnapshotSent(to, 0));
        }
        end(failed.transfer(), false);
        if (receiving != null && receiving.is(failed.transfer())) {
            receiving.answer(Stage.REJECTED);
            receiving.abandon();
            receiving = null;
        }
    }

    void tick() {
        for (var transfer : sendings.keySet().stream().sorted().toList()) {
            var sending = sendings.get(transfer);
            if (sending != null && !sending.tick()) {
                end(transfer, false);
            }
        }
    }

    private void offered(Message.SnapshotOffer offer) {
        if (receiving != null && receiving.is(offer.transfer())) {
            receiving.answer(Stage.RECEIVING);
        } else if (receiving == null || !receiving.installing()) {
            if (receiving != null) {
                receiving.abandon();
            }
            LOG.info("{} offers a snapshot as of {}", offer.from(), offer.mark().index());
            receiving = new SnapshotReceiving(ports, offer);
        }
    }

    private void answered(SnapshotAnswer answer) {
        var sending = sendings.get(answer.transfer());
        if (sending == null || answer.term() != term) {
            return;
        }
        switch (answer.stage()) {
            case RECEIVING -> sending.answered(answer.offset());
            case INSTALLED -> end(answer.transfer(), true);
            case REJECTED -> end(answer.transfer(), false);
        }
    }

    private void end(long transfer, boolean installed) {
        var sending = sendings.remove(transfer);
        if (sending != null) {
            sending.close();
            core.accept(new Input.SnapshotSent(sending.to(), installed ? sending.index() : 0));
        }
    }

    private @Nullable MemberId wantedBy(long transfer) {
        for (var capture : captures.entrySet()) {
            if (capture.getValue() == transfer) {
                return capture.getKey();
            }
        }
        return null;
    }
}
