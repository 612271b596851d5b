package turtlelab.node.app.fire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a node's port, that can be shut: then the node hears nothing that comes by it. */
final class Gate implements AutoCloseable {
    private static final int PORT = 2380;
    private static final int BACKLOG = 50;

    private final ServerSocket door;
    private final String target;
    private final Set<Socket> through = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    private Gate(ServerSocket door, String target) {
        this.door = door;
        this.target = target;
    }

    /** Open, from the peer port of one address to that of another. */
    static Gate at(String host, String target) throws IOException {
        var gate = new Gate(new ServerSocket(PORT, BACKLOG, InetAddress.getByName(host)), target);
        Thread.ofVirtual().name("gate").start(gate::admit);
        return gate;
    }

    String url() {
        return "http://" + door.getInetAddress().getHostAddress() + ":" + PORT;
    }

    void shut() throws IOException {
        shut = true;
        for (var socket : through) {
            socket.close();
        }
    }

    void open() {
        shut = false;
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                lead(door.accept());
            } catch (IOException _) {
                // It is closed, or the node behind it does not listen: the next one may succeed.
            }
        }
    }

    private void lead(Socket guest) throws IOException {
        if (shut) {
            guest.close();
            return;
        }
        var inside = new Socket();
        through.add(guest);
        try {
            inside.connect(new InetSocketAddress(target, PORT), 1000);
        } catch (IOException e) {
            guest.close();
            throw e;
        }
        Thread.ofVirtual().start(() -> carry(guest, inside));
        Thread.ofVirtual().start(() -> carry(inside, guest));
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) { // one of both has gone
            return;
        } finally {
            through.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        shut();
    }
}
