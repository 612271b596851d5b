package turtlelab.node.replica.wire;

import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.Command;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.v2.V2Command;

/**
 * Commands as they stand in the log: form (1 byte), proposal id (16 bytes), command. Decoding is
 * total: it gives a command or throws {@link MalformedCommand}.
 */
public final class CommandCodec {
    private static final int FORM = 1;

    private static final int WRITE = 0;
    private static final int COMPACT = 1;
    private static final int V2 = 2;
    private static final int PUBLISH_MEMBER = 3;
    private static final int SET_CLUSTER_VERSION = 4;
    private static final int GRANT_LEASE = 5;
    private static final int REVOKE_LEASE = 6;
    private static final int EXPIRE_LEASES = 7;
    private static final int WRITE_IN_TERM = 8;
    private static final int RAISE_ALARM = 20;
    private static final int DISARM_ALARM = 21;
    private static final int V2_AUTH = 22;

    // Where the tags of the command and of its operation stand, behind the form and the id.
    private static final int KIND = 17;
    private static final int OPERATION = 18;

    private static final int EXPECTED_SIZE = 512;

    private CommandCodec() {}

    /** A command with the id of who waits for it. */
    public record Proposal(ProposalId id, Command command) {}

    public static Bytes encode(ProposalId id, Command command) {
        var out = new FieldWriter(EXPECTED_SIZE);
        out.tag(FORM).fixed(id.origin().value()).fixed(id.sequence());
        switch (command) {
            case Command.Write(var operation) -> OperationCodec.write(out.tag(WRITE), operation);
            case Command.WriteInTerm(var operation, var term) ->
                    OperationCodec.write(out.tag(WRITE_IN_TERM).number(term), operation);
            case Command.Compact(var revision) -> out.tag(COMPACT).number(revision);
            case Command.GrantLease(var lease, var ttl) ->
                    out.tag(GRANT_LEASE).fixed(lease).number(ttl);
            case Command.RevokeLease(var lease) -> out.tag(REVOKE_LEASE).fixed(lease);
            case Command.ExpireLeases(var leases, var term) -> {
                out.tag(EXPIRE_LEASES).number(term).number(leases.size());
                leases.forEach(out::fixed);
            }
            case Command.V2(var change) -> write(out.tag(V2), change);
            case Command.V2Auth(var change) -> V2AuthCodec.write(out.tag(V2_AUTH), change);
            case Command.PublishMember(var member, var name, var clientUrls) ->
                    out.tag(PUBLISH_MEMBER).fixed(member.value()).text(name).texts(clientUrls);
            case Command.SetClusterVersion(var version) ->
                    out.tag(SET_CLUSTER_VERSION).text(version);
            case Command.RaiseAlarm(var alarm) -> write(out.tag(RAISE_ALARM), alarm);
            case Command.DisarmAlarm(var alarm) -> write(out.tag(DISARM_ALARM), alarm);
        }
        return out.finish();
    }

    /** Whether the bytes are a put of one key, found without decoding them. */
    public static boolean isPut(Bytes bytes) {
        return bytes.length() > OPERATION
                && bytes.at(0) == FORM
                && bytes.at(KIND) == WRITE
                && bytes.at(OPERATION) == OperationCodec.PUT;
    }

    /** The command in the bytes, or why there is none. */
    public static Proposal decode(Bytes bytes) throws MalformedCommand {
        var in = new FieldReader(bytes);
        var form = in.tag();
        if (form != FORM) {
            throw new MalformedCommand("form " + form + " is not known to this version");
        }
        var proposal = new Proposal(ProposalId.read(in), command(in));
        in.end();
        return proposal;
    }

    private static Command command(FieldReader in) throws MalformedCommand {
        var kind = in.tag();
        return switch (kind) {
            case WRITE -> new Command.Write(OperationCodec.read(in));
            case WRITE_IN_TERM -> {
                var term = in.number();
                yield new Command.WriteInTerm(OperationCodec.read(in), term);
            }
            case COMPACT -> new Command.Compact(in.number());
            case GRANT_LEASE -> new Command.GrantLease(in.fixed(), in.number());
            case REVOKE_LEASE -> new Command.RevokeLease(in.fixed());
            case EXPIRE_LEASES -> {
                var term = in.number();
                yield new Command.ExpireLeases(in.list(FieldReader::fixed), term);
            }
            case V2 -> new Command.V2(v2(in));
            case V2_AUTH -> new Command.V2Auth(V2AuthCodec.read(in));
            case PUBLISH_MEMBER ->
                    new Command.PublishMember(new MemberId(in.fixed()), in.text(), in.texts());
            case SET_CLUSTER_VERSION -> new Command.SetClusterVersion(in.text());
            case RAISE_ALARM -> new Command.RaiseAlarm(alarm(in));
            case DISARM_ALARM -> new Command.DisarmAlarm(alarm(in));
            default -> throw new MalformedCommand("command " + kind);
        };
    }

    @SuppressWarnings("EnumOrdinal") // the order is the wire form, as the enum says
    private static void write(FieldWriter out, RaisedAlarm alarm) {
        out.tag(alarm.alarm().ordinal()).fixed(alarm.member().value());
    }

    @SuppressWarnings("EnumOrdinal") // the order is the wire form, as the enum says
    private static RaisedAlarm alarm(FieldReader in) throws MalformedCommand {
        var alarm = Alarm.values()[in.choice(Alarm.values().length)];
        return new RaisedAlarm(new MemberId(in.fixed()), alarm);
    }

    private static void write(FieldWriter out, V2Command change) {
        switch (change) {
            case V2Command.Set(var path, var content) -> write(out.tag(0).text(path), content);
            case V2Command.Create(var path, var content) -> write(out.tag(1).text(path), content);
            case V2Command.CreateInOrder(var path, var content) ->
                    write(out.tag(2).text(path), content);
            case V2Command.Update(var path, var content) -> write(out.tag(3).text(path), content);
            case V2Command.CompareAndSwap(var path, var condition, var content) -> {
                write(out.tag(4).text(path), condition);
                write(out, content);
            }
            case V2Command.Delete(var path, var dir, var recursive) ->
                    out.tag(5).text(path).flag(dir).flag(recursive);
            case V2Command.CompareAndDelete(var path, var condition) ->
                    write(out.tag(6).text(path), condition);
            case V2Command.Expire(var path, var untilMillis) ->
                    out.tag(7).text(path).number(untilMillis);
        }
    }

    private static V2Command v2(FieldReader in) throws MalformedCommand {
        var kind = in.tag();
        var path = in.text();
        return switch (kind) {
            case 0 -> new V2Command.Set(path, content(in));
            case 1 -> new V2Command.Create(path, content(in));
            case 2 -> new V2Command.CreateInOrder(path, content(in));
            case 3 -> new V2Command.Update(path, content(in));
            case 4 -> new V2Command.CompareAndSwap(path, condition(in), content(in));
            case 5 -> new V2Command.Delete(path, in.flag(), in.flag());
            case 6 -> new V2Command.CompareAndDelete(path, condition(in));
            case 7 -> new V2Command.Expire(path, in.number());
            default -> throw new MalformedCommand("v2 change " + kind);
        };
    }

    private static void write(FieldWriter out, V2Command.Content content) {
        out.text(content.value())
                .flag(content.dir())
                .number(content.expiresAtMillis())
                .flag(content.refresh());
    }

    private static V2Command.Content content(FieldReader in) throws MalformedCommand {
        return new V2Command.Content(in.text(), in.flag(), in.number(), in.flag());
    }

    private static void write(FieldWriter out, V2Command.Condition condition) {
        out.optionalText(condition.value()).number(condition.index());
    }

    private static V2Command.Condition condition(FieldReader in) throws MalformedCommand {
        return new V2Command.Condition(in.optionalText(), in.number());
    }
}
