package turtlelab.node.peer;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.engine.Transport;
import turtlelab.node.consensus.threads.EngineThread;
import turtlelab.node.member.Connections;

/**
 * The Raft transport: one outgoing {@link PeerLink} to every other member for what this one says,
 * and any number of incoming connections for what it hears. Callers from members that are not yet
 * known here, because this node has still to learn of them, are called back at the URLs they name.
 */
public final class PeerNetwork implements Transport, Connections, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerNetwork.class);
    private static final int MOST_GUESTS = 32;
    private static final int SILENCE_SECONDS = 15;
    private static final Duration CLOSING = Duration.ofMillis(500);

    private final LocalPeer local;
    private final PeerListener listener;
    private final OncePerMinute rarely;
    private final PeerLoop loop = PeerLoop.start();
    private final Map<MemberId, PeerLink> links = new ConcurrentHashMap<>();
    private final Map<MemberId, ChannelHandlerContext> callers = new ConcurrentHashMap<>();
    private final Inbound.Reception reception = new FrontDesk();
    private final Caller.Events events = new LinkEvents();
    private volatile Membership membership = Membership.EMPTY;
    private volatile boolean closed;

    public PeerNetwork(LocalPeer local, PeerListener listener) {
        this.local = local;
        this.listener = listener;
        this.rarely = new OncePerMinute(local.time());
    }

    /** The thread that serves the sockets; an engine may decide on it. */
    public EngineThread thread() {
        return loop;
    }

    /** The bytes with which a member's stream begins. */
    public static byte[] magic() {
        return Hello.magic();
    }

    /** Takes over an incoming connection; {@code prefix} was already read from it. */
    public void take(SocketChannel socket, ByteBuffer prefix) throws IOException {
        if (closed) {
            throw new IOException("the peer port is closing");
        }
        var channel = new NioSocketChannel(socket);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.pipeline()
                .addLast(
                        new ReadTimeoutHandler(SILENCE_SECONDS, TimeUnit.SECONDS),
                        FrameDecoder.ofAcceptor(),
                        new Inbound(local, reception));
        loop.sockets()
                .register(channel)
                .addListener(
                        _ -> {
                            channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(prefix));
                            channel.pipeline().fireChannelReadComplete();
                        });
    }

    @Override
    public void send(MemberId to, Message message) {
        var link = links.get(to);
        if (link != null) {
            link.send(message);
        }
    }

    @Override
    public synchronized void membershipChanged(Membership next) {
        membership = next;
        for (var peer : next.peers()) {
            if (!peer.id().equals(local.id())) {
                reach(new PeerStatus.Address(peer.id(), UrlSet.of(peer.peerUrls())));
            }
        }
        for (var id : List.copyOf(links.keySet())) {
            if (next.removed().contains(id)) {
                forget(id);
            }
        }
    }

    /** Every other member, in order of identity. */
    public List<PeerStatus> statuses() {
        return links.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().status())
                .toList();
    }

    @Override
    public Optional<Duration> activeFor(MemberId peer) {
        return Optional.ofNullable(links.get(peer)).flatMap(link -> link.status().activeFor());
    }

    @Override
    public synchronized void close() throws InterruptedException {
        closed = true;
        links.values().forEach(PeerLink::close);
        var open = new ArrayList<>(callers.values());
        open.forEach(PeerNetwork::hangUp);
        loop.close(CLOSING);
    }

    private void reach(PeerStatus.Address address) {
        var known = links.get(address.id());
        if (closed || (known != null && known.urls().equals(address.urls()))) {
            return;
        }
        if (known != null) {
            known.close();
        }
        var link = new PeerLink(loop.sockets(), local, address, events);
        links.put(address.id(), link);
        link.start();
    }

    private void forget(MemberId id) {
        var link = links.remove(id);
        if (link != null) {
            link.close();
        }
        var caller = callers.remove(id);
        if (caller != null) {
            hangUp(caller);
        }
    }

    private static void hangUp(ChannelHandlerContext caller) {
        var _ = caller.close();
    }

    /** Calls back a member of this cluster that this node has not learned of yet. */
    private synchronized void receiveGuest(Hello hello) {
        var urls = hello.senderUrls();
        var guests = links.size() - membership.members().size();
        if (!links.containsKey(hello.sender()) && guests < MOST_GUESTS && !urls.isEmpty()) {
            reach(new PeerStatus.Address(hello.sender(), urls));
        }
    }

    /** Judges callers. */
    private final class FrontDesk implements Inbound.Reception {
        @Override
        public Greeting.Verdict judge(Hello hello, ChannelHandlerContext connection) {
            var verdict = verdict(hello);
            if (verdict == Greeting.Verdict.WELCOME) {
                admit(hello, connection);
            }
            return verdict;
        }

        private Greeting.Verdict verdict(Hello hello) {
            if (hello.version() != Hello.VERSION) {
                return Greeting.Verdict.OTHER_VERSION;
            }
            if (!hello.cluster().equals(local.cluster())) {
                rarely.warn(
                        "request cluster ID mismatch (got %s want %s) from member %s"
                                .formatted(hello.cluster(), local.cluster(), hello.sender()));
                return Greeting.Verdict.OTHER_CLUSTER;
            }
            if (!hello.receiver().equals(local.id()) || hello.sender().equals(local.id())) {
                rarely.warn(
                        "request member ID mismatch (got %s want %s) from member %s"
                                .formatted(hello.receiver(), local.id(), hello.sender()));
                return Greeting.Verdict.OTHER_MEMBER;
            }
            if (membership.removed().contains(hello.sender())) {
                rarely.warn("rejected member %s: it was removed".formatted(hello.sender()));
                return Greeting.Verdict.REMOVED;
            }
            return Greeting.Verdict.WELCOME;
        }

        private void admit(Hello hello, ChannelHandlerContext connection) {
            var earlier = callers.put(hello.sender(), connection);
            if (earlier != null) {
                hangUp(earlier);
            }
            connection
                    .channel()
                    .closeFuture()
                    .addListener(_ -> callers.remove(hello.sender(), connection));
            if (!membership.contains(hello.sender())) {
                receiveGuest(hello);
            }
        }

        @Override
        public void received(Message message) {
            listener.received(message);
        }

        @Override
        public void dropped(ChannelHandlerContext connection, String why) {
            var from =
                    connection.channel().remoteAddress() instanceof InetSocketAddress address
                            ? address.getAddress().getHostAddress()
                            : "nowhere";
            rarely.warn("closed the connection from %s: %s".formatted(from, why));
        }
    }

    /** Tells people and the node how links fare. */
    private final class LinkEvents implements Caller.Events {
        @Override
        public void connected(PeerStatus.Address peer) {
            LOG.info("peer {} became active", peer.id());
        }

        @Override
        public void lost(PeerStatus.Address peer, boolean wasActive, String problem) {
            if (wasActive) {
                LOG.warn("peer {} became inactive ({})", peer.id(), problem);
                listener.unreachable(peer.id());
            }
        }

        @Override
        public void answered(PeerStatus.Address peer, Duration roundTrip) {
            listener.answered(peer.id(), roundTrip);
        }

        @Override
        public void refused(PeerStatus.Address peer, ClusterId itsCluster, MemberId itsId) {
            var mismatch =
                    itsCluster.equals(local.cluster())
                            ? "member ID mismatch: at %s is %s, not %s"
                                    .formatted(peer.urls(), itsId, peer.id())
                            : "cluster ID mismatch: peer[%s]=%s, local=%s"
                                    .formatted(itsId, itsCluster, local.cluster());
            rarely.warn("request sent was ignored (" + mismatch + ")");
        }

        @Override
        public void removed() {
            listener.removed();
        }
    }
}
