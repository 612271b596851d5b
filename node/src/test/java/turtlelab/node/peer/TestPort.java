package turtlelab.node.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Peer;

/** A member with a port of its own on loopback that notes what it hears. */
final class TestPort implements PeerListener, AutoCloseable {
    final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    final BlockingQueue<Duration> roundTrips = new LinkedBlockingQueue<>();
    private final ServerSocketChannel socket;
    private final PeerNetwork network;
    private final MemberId id;

    private TestPort(ServerSocketChannel socket, ClusterId cluster, MemberId id)
            throws IOException {
        this.socket = socket;
        this.id = id;
        this.network =
                new PeerNetwork(new LocalPeer(cluster, id, UrlSet.parse(url()), Time.SYSTEM), this);
    }

    static TestPort open(long cluster, long id) throws IOException {
        return open(cluster, id, 0);
    }

    static TestPort open(long cluster, long id, int port) throws IOException {
        var socket = ServerSocketChannel.open().bind(new InetSocketAddress("127.8.1." + id, port));
        var opened = new TestPort(socket, new ClusterId(cluster), new MemberId(id));
        Thread.ofVirtual().start(opened::accept);
        return opened;
    }

    PeerNetwork network() {
        return network;
    }

    MemberId id() {
        return id;
    }

    int port() throws IOException {
        return address().getPort();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) socket.getLocalAddress();
    }

    String url() throws IOException {
        return "http://" + address().getHostString() + ":" + address().getPort();
    }

    Peer asPeer() throws IOException {
        return new Peer(id, List.of(url()), false);
    }

    void say(MemberId to, long term) {
        network.send(to, new Message.TimeoutNow(id, to, term));
    }

    /** The term of the next message that comes in; -1 when none comes within five seconds. */
    long nextTerm() throws InterruptedException {
        var message = heard.poll(5, TimeUnit.SECONDS);
        return message == null ? -1 : message.term();
    }

    @Override
    public void received(Message message) {
        heard.add(message);
    }

    @Override
    public void unreachable(MemberId peer) {
        notices.add("unreachable " + peer);
    }

    @Override
    public void answered(MemberId peer, Duration roundTrip) {
        roundTrips.add(roundTrip);
    }

    @Override
    public void removed() {
        notices.add("removed");
    }

    private void accept() {
        try {
            while (true) {
                var accepted = socket.accept();
                accepted.configureBlocking(false);
                network.take(accepted, ByteBuffer.allocate(0));
            }
        } catch (ClosedChannelException _) {
            // The test is over.
        } catch (IOException e) {
            notices.add(e.toString());
        }
    }

    @Override
    public void close() throws Exception {
        socket.close();
        network.close();
    }
}
