package turtlelab.labctl.dns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import turtlelab.join.srv.DnsFailure;
import turtlelab.join.srv.DnsJava;
import turtlelab.labctl.dns.AwaitRecords;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.dns.provider.Updates;
import turtlelab.labctl.lab.Ports;
import turtlelab.labctl.stage.HandTime;

class DnsServerTest {

    private static final Name ZONE = NodeRecords.name("lab.test");
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.2.31.1", 0);

    private final HandTime time = new HandTime();
    private final Zone zone = new Zone(ZONE, 7, time);
    private final NodeRecords records = new NodeRecords("lab.test", Ports.STANDARD, 5);
    private DnsServer server;

    @BeforeEach
    void open() {
        server = DnsServer.open(ADDRESS, zone, Misbehaviour.NONE, time);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void reopen(Misbehaviour misbehaviour) {
        server.close();
        server = DnsServer.open(ADDRESS, zone, misbehaviour, time);
    }

    private Message ask(String name, int type) throws IOException {
        return ask(name, type, false);
    }

    private Message ask(String name, int type, boolean tcp) throws IOException {
        var resolver = new SimpleResolver(server.address());
        resolver.setTCP(tcp);
        resolver.setIgnoreTruncation(true);
        resolver.setTimeout(Duration.ofMillis(500));
        var question = Record.newRecord(NodeRecords.name(name), type, DClass.IN);
        return resolver.send(Message.newQuery(question));
    }

    @Test
    void servicesComeWithTheirAddresses() throws IOException {
        zone.add(records.of("n1", "127.0.0.2"));
        zone.add(records.of("n2", "127.0.0.3"));
        var answer = ask("_etcd-server._tcp.lab.test", Type.SRV);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getSection(Section.ANSWER).stream().map(Record::rdataToString))
                .containsExactly("0 0 2380 n1.lab.test.", "0 0 2380 n2.lab.test.");
        assertThat(answer.getSection(Section.ADDITIONAL).toString()).contains("127.0.0.3");
    }

    @Test
    void whatIsMissingIsDeniedWithTheTimeToRememberIt() throws IOException {
        zone.add(records.of("n1", "127.0.0.2"));
        var missing = ask("n9.lab.test", Type.A);
        assertThat(missing.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(missing.getSection(Section.AUTHORITY).toString()).contains("SOA", " 7]");
        var otherType = ask("n1.lab.test", Type.AAAA);
        assertThat(otherType.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(otherType.getSection(Section.ANSWER)).isEmpty();
        assertThat(otherType.getSection(Section.AUTHORITY)).hasSize(1);
        assertThat(ask("_tcp.lab.test", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(ask("example.com", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void theHeadOfTheZoneIsThere() throws IOException {
        assertThat(ask("lab.test", Type.SOA).getSection(Section.ANSWER)).hasSize(1);
        assertThat(ask("lab.test", Type.NS).getSection(Section.ANSWER)).hasSize(1);
    }

    /** Else whoever asks by TCP goes on with a server that was taken away. */
    @Test
    void aConversationEndsWithTheServer() throws IOException {
        zone.add(records.of("n1", "127.0.0.2"));
        var name = NodeRecords.name("n1.lab.test");
        var wire = Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)).toWire();
        try (var client = new Socket()) {
            client.connect(server.address());
            client.setSoTimeout(5_000);
            var out = new DataOutputStream(client.getOutputStream());
            var in = new DataInputStream(client.getInputStream());
            out.writeShort(wire.length);
            out.write(wire);
            assertThat(in.readNBytes(in.readUnsignedShort())).isNotEmpty();
            server.close();
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void whatDoesNotFitComesByTcp() throws IOException {
        for (int i = 0; i < 60; i++) {
            zone.add(records.of("node-number-" + i, "127.0.1." + i));
        }
        var datagram = ask("_etcd-server._tcp.lab.test", Type.SRV);
        assertThat(datagram.getHeader().getFlag(Flags.TC)).isTrue();
        var whole = ask("_etcd-server._tcp.lab.test", Type.SRV, true);
        assertThat(whole.getSection(Section.ANSWER)).hasSize(60);
    }

    @Test
    void oneClientSeesOldNewsAndTheOthersDoNot() throws DnsFailure {
        reopen(
                new Misbehaviour(
                        Duration.ZERO,
                        Map.of("127.2.31.9", Duration.ofSeconds(10)),
                        0,
                        Duration.ZERO));
        time.pause(Duration.ofMinutes(1));
        zone.add(records.of("n1", "127.0.0.2"));
        var stale = DnsJava.at(server.address(), Optional.of("127.2.31.9"), Duration.ofSeconds(2));
        var fresh = DnsJava.at(server.address(), Optional.of("127.2.31.8"), Duration.ofSeconds(2));
        assertThat(fresh.addresses("n1.lab.test")).containsExactly("127.0.0.2");
        assertThatThrownBy(() -> stale.addresses("n1.lab.test"))
                .isInstanceOf(DnsFailure.class)
                .hasMessageContaining("no such host");
        time.pause(Duration.ofSeconds(11));
        assertThat(stale.addresses("n1.lab.test")).containsExactly("127.0.0.2");
    }

    @Test
    void droppedRequestsAreNotAnswered() {
        reopen(new Misbehaviour(Duration.ZERO, Map.of(), 1, Duration.ZERO));
        assertThatThrownBy(() -> ask("lab.test", Type.SOA)).isInstanceOf(IOException.class);
    }

    @Test
    void slowAnswersComeByEitherWayAfterTheirTime() throws IOException {
        var late = Duration.ofSeconds(3);
        reopen(new Misbehaviour(Duration.ZERO, Map.of(), 0, late));
        for (var tcp : List.of(false, true)) {
            var before = time.nanos();
            assertThat(ask("lab.test", Type.SOA, tcp).getSection(Section.ANSWER)).hasSize(1);
            assertThat(time.nanos() - before).as("tcp: %s", tcp).isEqualTo(late.toNanos());
        }
    }

    @Test
    void aClusterWithTlsAndANameOfItsOwnHasServicesOfItsOwn() throws IOException {
        var services = new NodeRecords.Services("blue", true);
        zone.add(new NodeRecords("lab.test", services, Ports.STANDARD, 5).of("n1", "127.0.0.2"));
        for (var name : List.of("_etcd-server-ssl-blue._tcp", "_etcd-client-ssl-blue._tcp")) {
            assertThat(ask(name + ".lab.test", Type.SRV).getSection(Section.ANSWER)).hasSize(1);
        }
        var plain = ask("_etcd-server._tcp.lab.test", Type.SRV);
        assertThat(plain.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void aMissSaysHowLongItMayBeRemembered() {
        var dns = DnsJava.at(server.address(), Optional.empty(), Duration.ofSeconds(2));
        assertThat(dns.missRemembered("lab.test")).contains(Duration.ofSeconds(7));
        var missing =
                new AwaitRecords("lab.test", 1, time).missing(new AwaitRecords.Observer("n1", dns));
        assertThat(missing)
                .isNotEmpty()
                .allMatch(line -> line.endsWith("(a miss may be remembered for 7 s)"));
    }

    @Test
    void aliasesThatGoRoundInCirclesAreNotFollowedForEver() throws IOException {
        zone.add(List.of(alias("a", "b"), alias("b", "a")));
        var answer = ask("a.lab.test", Type.A);
        assertThat(answer.getSection(Section.ANSWER)).allMatch(it -> it.getType() == Type.CNAME);
        var dns = DnsJava.at(server.address(), Optional.empty(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> dns.addresses("a.lab.test")).isInstanceOf(DnsFailure.class);
    }

    private static Record alias(String from, String to) {
        return new CNAMERecord(
                NodeRecords.name(from + ".lab.test"),
                DClass.IN,
                5,
                NodeRecords.name(to + ".lab.test"));
    }

    @Test
    void updatesAreTakenAndTheirConditionsKept() throws IOException {
        var updates = new Updates(server.address(), ZONE, Optional.empty());
        updates.add(records.of("n1", "127.0.0.2"));
        updates.add(records.of("n1", "127.0.0.2"));
        updates.add(records.of("n2", "127.0.0.3"));
        assertThat(updates.records()).hasSize(6);
        updates.remove(records.of("n1", "127.0.0.2"));
        assertThat(updates.records()).hasSize(3).allMatch(it -> it.toString().contains("n2"));

        var conditional = new Update(ZONE);
        conditional.absent(NodeRecords.name("n2.lab.test"));
        conditional.add(records.of("n3", "127.0.0.4").getFirst());
        var resolver = new SimpleResolver(server.address());
        assertThat(resolver.send(conditional).getRcode()).isEqualTo(Rcode.YXDOMAIN);
        var elsewhere = new Update(NodeRecords.name("other.test"));
        elsewhere.add(records.of("n3", "127.0.0.4").getFirst());
        assertThat(resolver.send(elsewhere).getRcode()).isEqualTo(Rcode.NOTAUTH);
        assertThat(updates.records()).hasSize(3);
    }

    @Test
    void garbageHarmsNobody() throws IOException {
        try (var socket = new DatagramSocket()) {
            for (var length : new int[] {0, 3, 11, 12, 40, 600}) {
                var bytes = new byte[length];
                java.util.Arrays.fill(bytes, (byte) 0xc7);
                socket.send(new DatagramPacket(bytes, length, server.address()));
            }
        }
        try (var socket =
                new java.net.Socket(
                        InetAddress.getByName("127.2.31.1"), server.address().getPort())) {
            socket.getOutputStream().write(new byte[] {0, 4, 1, 2, 3, 4});
        }
        assertThat(ask("lab.test", Type.SOA).getRcode()).isEqualTo(Rcode.NOERROR);
    }
}
