package turtlelab.labctl.dns.server;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/**
 * The name server's UDP and TCP ports, one thread for UDP and a virtual one for each TCP
 * connection, and for each answer that is slow on purpose. An answer that does not fit into a
 * datagram says so, and the client comes by TCP.
 */
public final class DnsServer implements AutoCloseable {
    private static final int PLAIN_DATAGRAM = 512;
    private static final int LARGEST_DATAGRAM = 1_232;
    private static final int LARGEST_MESSAGE = 65_535;
    private static final int MOST_CONNECTIONS = 100;
    private static final int MOST_SLOW_ANSWERS = 1_000;
    private static final int IDLE_MILLIS = 10_000;
    private static final int RECORDS_PER_MESSAGE = 100;

    private final DatagramSocket datagrams;
    private final ServerSocket connections;
    private final Answers answers;
    private final Misbehaviour misbehaviour;
    private final Time time;
    private final Semaphore free = new Semaphore(MOST_CONNECTIONS);
    private final Semaphore slow = new Semaphore(MOST_SLOW_ANSWERS);
    private final AtomicLong requests = new AtomicLong();

    /** Conversations under way: they end with the server. */
    private final Set<Socket> conversations = ConcurrentHashMap.newKeySet();

    private DnsServer(
            DatagramSocket datagrams,
            ServerSocket connections,
            Answers answers,
            Misbehaviour misbehaviour,
            Time time) {
        this.time = time;
        this.datagrams = datagrams;
        this.connections = connections;
        this.answers = answers;
        this.misbehaviour = misbehaviour;
    }

    /**
     * Opens both ports and answers from now on.
     *
     * @throws LabFailure when a port cannot be had
     */
    public static DnsServer open(
            InetSocketAddress address, Zone zone, Misbehaviour misbehaviour, Time time) {
        try {
            var tcp = new ServerSocket();
            tcp.setReuseAddress(true);
            tcp.bind(address);
            var same = new InetSocketAddress(address.getAddress(), tcp.getLocalPort());
            var udp = udp(same, tcp);
            var server = new DnsServer(udp, tcp, new Answers(zone), misbehaviour, time);
            Thread.ofPlatform().daemon().name("dns-udp").start(server::receive);
            Thread.ofPlatform().daemon().name("dns-tcp").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "cannot listen on %s:%d (%s): choose another address by --listen"
                            .formatted(address.getHostString(), address.getPort(), e.getMessage()),
                    e);
        }
    }

    private static DatagramSocket udp(InetSocketAddress address, ServerSocket tcp)
            throws IOException {
        try {
            return new DatagramSocket(address);
        } catch (IOException e) {
            tcp.close();
            throw e;
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) connections.getLocalSocketAddress();
    }

    private void receive() {
        var buffer = new byte[LARGEST_MESSAGE];
        while (!datagrams.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                datagrams.receive(packet);
                answer(packet);
            } catch (IOException _) {
                // One client's trouble, or the end.
            }
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        if (dropped()) {
            return;
        }
        var bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        var request = parse(bytes);
        var answer = request == null ? unreadable(bytes) : answer(request, packet.getAddress());
        if (answer == null) {
            return;
        }
        var wire = answer.toWire(room(request));
        send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
    }

    private void send(DatagramPacket answer) throws IOException {
        if (misbehaviour.slow().isZero()) {
            datagrams.send(answer);
        } else if (slow.tryAcquire()) {
            Thread.ofVirtual().name("dns-slow").start(() -> sendLate(answer));
        }
    }

    private void sendLate(DatagramPacket answer) {
        try {
            time.pause(misbehaviour.slow());
            datagrams.send(answer);
        } catch (IOException _) { // the end, or a client nobody can reach
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            slow.release();
        }
    }

    /** How much the client can take. */
    private static int room(@org.jspecify.annotations.Nullable Message request) {
        var edns = request == null ? null : request.getOPT();
        return edns == null
                ? PLAIN_DATAGRAM
                : Math.clamp(edns.getPayloadSize(), PLAIN_DATAGRAM, LARGEST_DATAGRAM);
    }

    private Message answer(Message request, InetAddress client) {
        return answers.answer(request, misbehaviour.age(client.getHostAddress()));
    }

    private boolean dropped() {
        var number = requests.incrementAndGet();
        return misbehaviour.dropEvery() > 0 && number % misbehaviour.dropEvery() == 0;
    }

    private static @org.jspecify.annotations.Nullable Message parse(byte[] bytes) {
        try {
            return new Message(bytes);
        } catch (IOException _) {
            return null;
        }
    }

    private static @org.jspecify.annotations.Nullable Message unreadable(byte[] bytes) {
        try {
            var header = new Header(bytes);
            var answer = new Message(header.getID());
            answer.getHeader().setFlag(Flags.QR);
            answer.getHeader().setRcode(Rcode.FORMERR);
            return answer;
        } catch (IOException _) {
            return null; // Not even a head: nobody to answer.
        }
    }

    private void accept() {
        while (!connections.isClosed()) {
            try {
                var socket = connections.accept();
                if (free.tryAcquire()) {
                    Thread.ofVirtual().name("dns-client").start(() -> converse(socket));
                } else {
                    socket.close();
                }
            } catch (IOException _) {
                // One client's trouble, or the end.
            }
        }
    }

    private void converse(Socket socket) {
        conversations.add(socket);
        try (socket) {
            if (connections.isClosed()) {
                return; // it was let in while the server closed, and nobody saw it
            }
            socket.setSoTimeout(IDLE_MILLIS);
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                var bytes = in.readNBytes(in.readUnsignedShort());
                var request = parse(bytes);
                if (request == null || dropped()) {
                    return;
                }
                time.pause(misbehaviour.slow());
                answer(request, socket.getInetAddress(), out);
            }
        } catch (IOException _) { // the client has left, or says nothing
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            conversations.remove(socket);
            free.release();
        }
    }

    private void answer(Message request, InetAddress client, DataOutputStream out)
            throws IOException {
        var question = request.getQuestion();
        var answer = answer(request, client);
        if (question == null
                || question.getType() != Type.AXFR
                || answer.getRcode() == Rcode.REFUSED) {
            send(answer, out);
            return;
        }
        var records = answers.transfer(misbehaviour.age(client.getHostAddress()));
        for (int i = 0; i < records.size(); i += RECORDS_PER_MESSAGE) {
            var part = new Message(request.getHeader().getID());
            part.getHeader().setFlag(Flags.QR);
            part.getHeader().setFlag(Flags.AA);
            part.addRecord(question, Section.QUESTION);
            records.subList(i, Math.min(records.size(), i + RECORDS_PER_MESSAGE))
                    .forEach(record -> part.addRecord(record, Section.ANSWER));
            send(part, out);
        }
    }

    private static void send(Message answer, DataOutputStream out) throws IOException {
        var wire = answer.toWire(LARGEST_MESSAGE);
        out.writeShort(wire.length);
        out.write(wire);
        out.flush();
    }

    /** Closes both ports and ends the conversations under way. */
    @Override
    public void close() {
        datagrams.close();
        quietly(connections);
        conversations.forEach(DnsServer::quietly);
    }

    private static void quietly(Closeable port) {
        try {
            port.close();
        } catch (IOException _) { // it is closed then
            return;
        }
    }
}
