package turtlelab.node.consensus.raft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.engine.Bootstrap;

/** A few cores and the network between them, driven by the verbs of a script. */
final class Conversation {
    private static final int ELECTION_TICKS = 10;
    private static final int MOST_DELIVERIES = 500;

    private final Map<MemberId, Participant> nodes = new TreeMap<>();
    private final List<Message> network = new ArrayList<>();
    private final Set<List<MemberId>> cut = new HashSet<>();
    private final Set<MemberId> down = new HashSet<>();
    private List<String> said = new ArrayList<>();
    private int retained = 1000;
    private long lastId;

    /** Does one line and says what happened. */
    List<String> run(String line) {
        said = new ArrayList<>();
        var words = Arrays.asList(line.trim().split("\\s+"));
        run(words.getFirst(), words.subList(1, words.size()));
        return said;
    }

    private void run(String verb, List<String> args) {
        switch (verb) {
            case "retain" -> retained = number(args, 0);
            case "nodes" -> nodes(number(args, 0));
            case "join" -> join(id(args, 0));
            case "elect" -> elect(node(args, 0));
            case "campaign" -> campaign(node(args, 0));
            case "tick" -> tick(node(args, 0), number(args, 1));
            case "propose" -> propose(node(args, 0), args.subList(1, args.size()));
            case "change" -> change(node(args, 0), args.get(1), id(args, 2));
            case "read" -> node(args, 0).step(new Input.ReadAsked(++lastId));
            case "transfer" -> node(args, 0).step(new Input.TransferAsked(++lastId, id(args, 1)));
            case "deliver" -> deliver(args.isEmpty() ? MOST_DELIVERIES : number(args, 0));
            case "accepted" -> accepted(node(args, 0), id(args, 1), number(args, 2));
            case "drop" -> network.clear();
            case "again" -> again();
            case "isolate" -> nodes.keySet().forEach(other -> cut(id(args, 0), other));
            case "cut" -> cut(id(args, 0), id(args, 1));
            case "heal" -> cut.clear();
            case "crash" -> down.add(id(args, 0));
            case "restart" -> {
                down.remove(id(args, 0));
                node(args, 0).restart();
            }
            case "hold-disk" -> node(args, 0).holdDisk();
            case "sync-disk" -> node(args, 0).syncDisk();
            case "hold-state" -> node(args, 0).holdState();
            case "apply-again" -> node(args, 0).applyAgain();
            case "snapshot" -> snapshot(node(args, 0), node(args, 1));
            case "unreachable" -> node(args, 0).step(new Input.PeerUnreachable(id(args, 1)));
            case "log" -> log(node(args, 0));
            case "show" -> show();
            default -> throw new IllegalArgumentException("unknown verb " + verb);
        }
    }

    private void nodes(int count) {
        var peers = new ArrayList<Peer>();
        for (int i = 1; i <= count; i++) {
            peers.add(new Peer(new MemberId(i), List.of("http://n" + i), false));
        }
        var entries = Bootstrap.entries(peers);
        var membership = Membership.EMPTY;
        for (var entry : entries) {
            membership = membership.after(Words.change(entry));
        }
        for (var peer : peers) {
            join(peer.id());
            nodes.get(peer.id()).seed(entries, membership);
        }
    }

    private void join(MemberId id) {
        var limits = RaftLimits.DEFAULTS.retaining(retained);
        var config = new RaftConfig(id, ELECTION_TICKS, 1, true, true, limits);
        nodes.put(id, new Participant(config, this::say, network::add));
    }

    private void say(String line) {
        said.add(line);
    }

    /** Ticks until the node campaigns, or shows that it will not. */
    private void campaign(Participant node) {
        for (int i = 0; i < 2 * ELECTION_TICKS; i++) {
            node.step(Input.TICK);
            if (node.raft().status().role() != Role.FOLLOWER) {
                return;
            }
        }
    }

    /** An election as in election.script, without its words. */
    private void elect(Participant node) {
        campaign(node);
        deliver(MOST_DELIVERIES);
        said.clear();
    }

    /** The node hears that another has everything up to an index. */
    private void accepted(Participant node, MemberId from, int match) {
        long term = node.raft().status().term();
        node.step(new Input.Received(new Message.AppendAccepted(from, node.id(), term, match)));
    }

    private void tick(Participant node, int times) {
        for (int i = 0; i < times; i++) {
            node.step(Input.TICK);
        }
    }

    private void propose(Participant node, List<String> commands) {
        node.step(new Input.Proposed(++lastId, commands.stream().map(Bytes::utf8).toList()));
    }

    private void change(Participant node, String verb, MemberId id) {
        var urls = List.of("http://n" + id);
        MembershipChange change =
                switch (verb) {
                    case "add" -> new MembershipChange.AddVoter(id, urls);
                    case "learner" -> new MembershipChange.AddLearner(id, urls);
                    case "promote" -> new MembershipChange.Promote(id);
                    case "remove" -> new MembershipChange.Remove(id);
                    default -> throw new IllegalArgumentException("unknown change " + verb);
                };
        node.step(new Input.ChangeProposed(++lastId, change, Bytes.EMPTY));
    }

    private void deliver(int most) {
        int delivered = 0;
        while (!network.isEmpty() && delivered++ < most) {
            var message = network.removeFirst();
            var receiver = nodes.get(message.to());
            boolean lost =
                    receiver == null
                            || down.contains(message.to())
                            || cut.contains(List.of(message.from(), message.to()));
            said.add(Words.of(message) + (lost ? " (lost)" : ""));
            if (!lost) {
                receiver.step(new Input.Received(message));
            }
        }
        if (!network.isEmpty() && most == MOST_DELIVERIES) {
            throw new IllegalStateException("the conversation does not end");
        }
    }

    /** Every message under way twice. */
    private void again() {
        network.addAll(List.copyOf(network));
    }

    private void cut(MemberId one, MemberId other) {
        cut.add(List.of(one, other));
        cut.add(List.of(other, one));
    }

    private void snapshot(Participant from, Participant to) {
        var mark = new SnapshotMark(from.state().position(), from.state().membership());
        to.install(mark);
        from.step(new Input.SnapshotSent(to.id(), mark.index()));
    }

    private void log(Participant node) {
        var log = node.raft().log();
        said.add("begins behind " + Words.of(log.start()));
        for (long index = log.start().index() + 1; index <= log.lastIndex(); index++) {
            said.add(Words.of(log.get(index)));
        }
    }

    private void show() {
        for (var node : nodes.values()) {
            var status = node.raft().status();
            said.add(
                    "%s %s term %d leader %s last %d commit %d applied %d %s%s"
                            .formatted(
                                    node.id(),
                                    status.role(),
                                    status.term(),
                                    status.leader().isNone() ? "-" : status.leader(),
                                    status.lastIndex(),
                                    status.commitIndex(),
                                    status.appliedIndex(),
                                    Words.of(status.membership()),
                                    down.contains(node.id()) ? " (down)" : ""));
        }
    }

    private Participant node(List<String> args, int at) {
        var node = nodes.get(id(args, at));
        if (node == null) {
            throw new IllegalArgumentException("no node " + args.get(at));
        }
        return node;
    }

    private static MemberId id(List<String> args, int at) {
        return new MemberId(number(args, at));
    }

    private static int number(List<String> args, int at) {
        return Integer.parseInt(args.get(at));
    }
}
